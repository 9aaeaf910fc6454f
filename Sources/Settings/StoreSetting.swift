/// Where the secret store lies, written `sqlite:PATH`.
public struct StoreSetting: Sendable, Hashable {
  /// Absolute path of the database's file, which need not exist.
  public let path: String

  /// - Parameters:
  ///   - text: as in the configuration or after `--store`.
  ///   - directory: what a relative path is relative to.
  ///   - place: where the text stands; nil on a command line.
  public init(
    _ text: String, relativeTo directory: String, at place: SourcePlace? = nil
  ) throws(SettingsError) {
    guard text.hasPrefix("sqlite:"), text != "sqlite:" else {
      throw SettingsError(
        at: place, "\(text) is not the location of a store",
        remedy: "write sqlite: and a path, as in sqlite:claviger.db")
    }
    path = Folder(path: directory).absolute(String(text.dropFirst("sqlite:".count)))
  }
}
