import Settings

/// A folder with a module in it, in which configurations are tried.
struct ConfigurationFixture {
  let folder = TemporaryFolder()
  let file: String

  init() throws {
    file = folder("claviger.yaml")
    try folder.write("", to: "module.so", mode: 0o755)
    try folder.write("", to: "other.so", mode: 0o755)
  }

  static let minimal = """
    drivers:
      - name: prod
        module: module.so
        token: pkcs11:token=prod
    """

  func load(_ yaml: String, trustsPermissions: Bool = false) throws -> Configuration {
    try folder.write(yaml, to: "claviger.yaml")
    return try Configuration.load(
      explicit: file, environment: ["PATH": "/usr/bin:/bin"], trustsPermissions: trustsPermissions)
  }

  /// What is wrong with a configuration, without the folder's name: `3:13: has no value`.
  func problem(_ yaml: String) throws -> String? { try error(yaml)?.message.replacing("\(file):", with: "") }

  /// What is wrong with one more line among a driver's settings, which is line 5 and begins in column 5.
  func problem(withSetting line: String) throws -> String? { try problem("\(Self.minimal)\n    \(line)\n") }

  func error(_ yaml: String) throws -> SettingsError? {
    do {
      _ = try load(yaml)
      return nil
    } catch let error as SettingsError {
      return error
    }
  }
}
