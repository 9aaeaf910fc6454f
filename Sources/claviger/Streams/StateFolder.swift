/// Where this user's programs keep what they remember of their runs: `$XDG_STATE_HOME`, else `~/.local/state`.
enum StateFolder {
  /// The path of one of ours; nil where there is no home.
  static func path(_ name: String, _ environment: [String: String]) -> String? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/claviger/" + name }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/claviger/" + name
  }
}
