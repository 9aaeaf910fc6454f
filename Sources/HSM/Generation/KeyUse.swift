internal import Cryptoki

/// What a key is made for, in a word; each stands for attributes of one half or both.
public enum KeyUse: String, Sendable, Hashable, Codable, CaseIterable {
  /// Encrypting and decrypting data at rest, with an AES key.
  case protect
  case sign, encrypt, wrap, derive

  /// The attributes that allow it; each half of a pair takes those that it has.
  var attributes: [AttributeType] {
    switch self {
    case .protect, .encrypt: [.CKA_ENCRYPT, .CKA_DECRYPT]
    case .sign: [.CKA_SIGN, .CKA_VERIFY]
    case .wrap: [.CKA_WRAP, .CKA_UNWRAP]
    case .derive: [.CKA_DERIVE]
    }
  }

  /// All attributes that say what a key may be used for. Those that a template leaves unsaid, a token decides.
  static let allAttributes: [AttributeType] = [
    .CKA_ENCRYPT, .CKA_DECRYPT, .CKA_SIGN, .CKA_SIGN_RECOVER, .CKA_VERIFY, .CKA_VERIFY_RECOVER, .CKA_WRAP,
    .CKA_UNWRAP, .CKA_DERIVE,
  ]
}
