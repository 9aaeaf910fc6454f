internal import CCryptoki

/// Key sizes and uses of a mechanism: CK_MECHANISM_INFO. Sizes are bits for RSA and EC, bytes for AES.
public struct MechanismInfo: Sendable, Hashable, Codable {
  public let minimumKeySize: UInt
  public let maximumKeySize: UInt
  public let flags: MechanismFlags

  init(_ info: CK_MECHANISM_INFO) {
    minimumKeySize = info.ulMinKeySize
    maximumKeySize = info.ulMaxKeySize
    flags = MechanismFlags(rawValue: info.flags)
  }
}
