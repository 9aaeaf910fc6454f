public import Cryptoki

/// What sort of key is made, as people write it: aes-256, rsa-3072, ec-p256, ed25519.
public enum KeyKind: Sendable, Hashable, Codable {
  case aes(bits: Int)
  case rsa(bits: Int)
  /// A pair on a curve of NIST's or Edwards'.
  case curve(Curve)

  /// The lengths of RSA moduli that are made, in bits.
  public static let rsaBits = 2048...16384

  /// All names, with one length for all of RSA's.
  public static let usual: [KeyKind] =
    [256, 192, 128].map { .aes(bits: $0) } + [2048, 3072, 4096].map { .rsa(bits: $0) }
    + [.p256, .p384, .p521, .ed25519, .ed448].map { .curve($0) }

  /// Reads a name in any case; nil for what is not made here.
  public init?(name: String) {
    let name = name.lowercased()
    if let kind = Self.usual.first(where: { $0.name == name }) {
      self = kind
    } else if name.hasPrefix("rsa-"), let bits = Int(name.dropFirst(4)), Self.rsaBits.contains(bits),
      bits.isMultiple(of: 8), "rsa-\(bits)" == name
    {
      self = .rsa(bits: bits)
    } else {
      return nil
    }
  }

  public var name: String {
    switch self {
    case .aes(let bits): "aes-\(bits)"
    case .rsa(let bits): "rsa-\(bits)"
    case .curve(.p256): "ec-p256"
    case .curve(.p384): "ec-p384"
    case .curve(.p521): "ec-p521"
    case .curve(.ed25519): "ed25519"
    case .curve(.ed448): "ed448"
    case .curve(let curve): curve.name
    }
  }

  public var keyType: KeyType {
    switch self {
    case .aes: .CKK_AES
    case .rsa: .CKK_RSA
    case .curve(.ed25519), .curve(.ed448): .CKK_EC_EDWARDS
    case .curve(.x25519), .curve(.x448): .CKK_EC_MONTGOMERY
    case .curve: .CKK_EC
    }
  }

  /// Whether two halves are made.
  public var isPair: Bool { keyType != .CKK_AES }

  /// The mechanisms that make it, the first that a token lists being taken.
  public var mechanisms: [MechanismType] {
    switch keyType {
    case .CKK_AES: [.CKM_AES_KEY_GEN]
    // Tokens in FIPS mode may list only the second.
    case .CKK_RSA: [.CKM_RSA_PKCS_KEY_PAIR_GEN, .CKM_RSA_X9_31_KEY_PAIR_GEN]
    case .CKK_EC_EDWARDS: [.CKM_EC_EDWARDS_KEY_PAIR_GEN]
    case .CKK_EC_MONTGOMERY: [.CKM_EC_MONTGOMERY_KEY_PAIR_GEN]
    default: [.CKM_EC_KEY_PAIR_GEN]
    }
  }

  /// Its length as CK_MECHANISM_INFO counts: bytes for AES, bits for pairs.
  var sizeInMechanismInfo: Int {
    switch self {
    case .aes(let bits): bits / 8
    case .rsa(let bits): bits
    case .curve(let curve): curve.bits
    }
  }

  /// The use case that a driver must be configured for.
  public var useCase: UseCase { isPair ? .hardware : .protect }

  /// What it may be used for where nobody says otherwise.
  public var usualUses: Set<KeyUse> {
    switch keyType {
    case .CKK_AES: [.protect]
    case .CKK_RSA: [.sign, .encrypt]
    case .CKK_EC_MONTGOMERY: [.derive]
    default: [.sign]
    }
  }

  /// What the standard defines for keys of its type.
  public var possibleUses: Set<KeyUse> {
    switch keyType {
    case .CKK_AES: [.protect, .encrypt, .sign, .wrap, .derive]
    case .CKK_RSA: [.sign, .encrypt, .wrap]
    case .CKK_EC: [.sign, .derive]
    case .CKK_EC_MONTGOMERY: [.derive]
    default: [.sign]
    }
  }
}
