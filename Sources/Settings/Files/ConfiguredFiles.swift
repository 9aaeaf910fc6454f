/// Looks at every file that a configuration names before any of them is used.
struct ConfiguredFiles {
  private let trust: FileTrust
  /// Where programs without a slash are sought.
  private let searchPath: String
  private let trustsPermissions: Bool
  /// What was passed over because the caller trusts the permissions as they are.
  private(set) var passedOver: [String] = []

  init(trust: FileTrust, searchPath: String, trustsPermissions: Bool) {
    self.trust = trust
    self.searchPath = searchPath
    self.trustsPermissions = trustsPermissions
  }

  /// Answers the real path of a file that is there and trusted.
  @discardableResult
  mutating func check(
    _ path: String, as subject: FileTrust.Subject, at place: SourcePlace?
  ) throws(SettingsError) -> String {
    let walk = try FileTrust.walk(path, as: subject, at: place)
    if let fault = trust.fault(of: walk, as: subject, at: place) {
      guard trustsPermissions else { throw fault }
      passedOver.append(fault.message)
    }
    return walk.target.path
  }

  @discardableResult
  mutating func check(_ mention: FileMention) throws(SettingsError) -> String {
    var path = mention.path
    switch mention.subject {
    case .pinCommand: path = try ProgramSearch(path: searchPath).find(path, at: mention.place)
    // Any text may stand in a variable: it counts where it is the absolute path of something that exists.
    case .value where !path.hasPrefix("/") || (try? FileWalk(path)) == nil: return path
    default: break
    }
    return try check(path, as: mention.subject, at: mention.place)
  }
}
