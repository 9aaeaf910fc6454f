internal import CCryptoki

/// What a module says of itself: CK_INFO.
public struct ModuleInfo: Sendable, Hashable, Codable {
  public let cryptokiVersion: Version
  public let manufacturer: String
  public let description: String
  public let libraryVersion: Version

  init(_ info: CK_INFO) {
    cryptokiVersion = Version(info.cryptokiVersion)
    manufacturer = fixedText(info.manufacturerID)
    description = fixedText(info.libraryDescription)
    libraryVersion = Version(info.libraryVersion)
  }

  /// Whether this is no real driver, but one that was told to misbehave: it says so before all else.
  public var isRehearsal: Bool { description.hasPrefix("REHEARSAL") }
}
