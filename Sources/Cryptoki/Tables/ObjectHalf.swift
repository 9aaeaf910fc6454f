/// Which objects carry an attribute: the halves of a key pair differ, and neither is asked for what the other has.
public struct ObjectHalf: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// CKO_PUBLIC_KEY.
  public static let publicKey = Self(rawValue: 1)
  /// CKO_PRIVATE_KEY.
  public static let privateKey = Self(rawValue: 2)
  /// CKO_SECRET_KEY and CKO_OTP_KEY.
  public static let secretKey = Self(rawValue: 4)
  /// Certificates, data, and all other classes.
  public static let other = Self(rawValue: 8)

  /// Both halves of a key pair.
  public static let pair: Self = [.publicKey, .privateKey]
  public static let secretOrPrivate: Self = [.secretKey, .privateKey]
  public static let anyKey: Self = [.pair, .secretKey]
  public static let all: Self = [.anyKey, .other]

  /// The half that objects of a class are.
  public init(of objectClass: ObjectClass) {
    switch objectClass {
    case .CKO_PUBLIC_KEY: self = .publicKey
    case .CKO_PRIVATE_KEY: self = .privateKey
    case .CKO_SECRET_KEY, .CKO_OTP_KEY: self = .secretKey
    default: self = .other
    }
  }
}
