public import Cryptoki

/// What a key is used for by name.
public enum OperationUse: String, Sendable, Hashable, CaseIterable {
  case sign, verify, encrypt, decrypt

  /// What a token's mechanism must be able to do.
  public var flag: MechanismFlags {
    switch self {
    case .sign: .CKF_SIGN
    case .verify: .CKF_VERIFY
    case .encrypt: .CKF_ENCRYPT
    case .decrypt: .CKF_DECRYPT
    }
  }

  /// Whether an object is one that the operation can use: private keys sign and decrypt, public keys verify and encrypt,
  /// secret keys do what their mechanisms do.
  public func takes(_ key: KeyObject, for type: MechanismType) -> Bool {
    if let wanted = type.keyType, key.keyType != wanted { return false }
    switch key.objectClass {
    case .CKO_SECRET_KEY: return true
    case .CKO_PRIVATE_KEY: return self == .sign || self == .decrypt
    case .CKO_PUBLIC_KEY: return self == .verify || self == .encrypt
    default: return false
    }
  }
}
