/// Where a configuration is sought, in this order: `--config`, CLAVIGER_CONFIG, the user's folder, the system's.
struct ConfigurationSearch {
  /// An empty variable counts as unset.
  private let environment: [String: String]

  init(environment: [String: String]) { self.environment = environment.filter { !$0.value.isEmpty } }

  /// The absolute path of the file.
  func find(explicit: String?) throws(SettingsError) -> String {
    if let explicit { return try named(explicit, by: "--config") }
    if let path = environment["CLAVIGER_CONFIG"] { return try named(path, by: "CLAVIGER_CONFIG") }
    let places = usualPlaces
    for place in places where !isMissing(place) { return place }
    throw SettingsError(
      "there is no configuration: looked for \(places.joined(separator: " and "))",
      remedy: "name one with --config, or try `claviger demo`, which needs none")
  }

  private var usualPlaces: [String] {
    var folders = ["/etc"]
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      folders.insert(folder, at: 0)
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      folders.insert(Folder(path: home).absolute(".config"), at: 0)
    }
    return folders.map { Folder(path: $0).absolute("claviger/claviger.yaml") }
  }

  private func named(_ written: String, by origin: String) throws(SettingsError) -> String {
    let path = Folder.current.absolute(written)
    guard !written.isEmpty, !isMissing(path) else {
      throw SettingsError(
        "the configuration \(written) does not exist",
        remedy: "\(origin) names it: give another, or try `claviger demo`, which needs none")
    }
    return path
  }

  /// Whatever else is wrong with a file is told when it is read.
  private func isMissing(_ path: String) -> Bool {
    do {
      _ = try FileWalk(path)
      return false
    } catch {
      return error.isMissing
    }
  }
}
