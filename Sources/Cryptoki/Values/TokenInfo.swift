internal import CCryptoki

/// What a module says of a token: CK_TOKEN_INFO. A counter that the token does not know is nil.
public struct TokenInfo: Sendable, Hashable, Codable {
  public let label: String
  public let manufacturer: String
  public let model: String
  public let serial: String
  public let flags: TokenFlags
  /// The most sessions at once; nil is without limit, or unknown.
  public let maximumSessions: UInt?
  public let sessions: UInt?
  public let maximumReadWriteSessions: UInt?
  public let readWriteSessions: UInt?
  /// PIN lengths in bytes.
  public let minimumPINLength: UInt
  public let maximumPINLength: UInt
  /// Memory in bytes.
  public let publicMemory: UInt?
  public let freePublicMemory: UInt?
  public let privateMemory: UInt?
  public let freePrivateMemory: UInt?
  public let hardwareVersion: Version
  public let firmwareVersion: Version

  init(_ info: CK_TOKEN_INFO) {
    label = fixedText(info.label)
    manufacturer = fixedText(info.manufacturerID)
    model = fixedText(info.model)
    serial = fixedText(info.serialNumber)
    flags = TokenFlags(rawValue: info.flags)
    // Zero means unlimited here, and only here.
    maximumSessions = knownCount(info.ulMaxSessionCount).flatMap { $0 == 0 ? nil : $0 }
    sessions = knownCount(info.ulSessionCount)
    maximumReadWriteSessions = knownCount(info.ulMaxRwSessionCount).flatMap { $0 == 0 ? nil : $0 }
    readWriteSessions = knownCount(info.ulRwSessionCount)
    minimumPINLength = info.ulMinPinLen
    maximumPINLength = info.ulMaxPinLen
    publicMemory = knownCount(info.ulTotalPublicMemory)
    freePublicMemory = knownCount(info.ulFreePublicMemory)
    privateMemory = knownCount(info.ulTotalPrivateMemory)
    freePrivateMemory = knownCount(info.ulFreePrivateMemory)
    hardwareVersion = Version(info.hardwareVersion)
    firmwareVersion = Version(info.firmwareVersion)
  }
}
