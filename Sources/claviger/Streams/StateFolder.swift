import Glibc

/// Where the program keeps what is no configuration and no store: its log, the traces of calls, and what it remembers
/// of logins while there is no store.
enum StateFolder {
  /// `$XDG_STATE_HOME/claviger`; nil where not even a home is known.
  static func path(_ environment: [String: String]) -> String? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/claviger" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/claviger"
  }

  /// Makes the folders that are missing; where that cannot be, what lies in them cannot be made either, and says so.
  static func make(_ environment: [String: String]) {
    var prefix = ""
    for part in (path(environment) ?? "").split(separator: "/") {
      prefix += "/" + part
      mkdir(prefix, 0o700)
    }
  }
}
