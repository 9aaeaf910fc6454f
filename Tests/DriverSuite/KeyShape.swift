import Cryptoki
import HSM

/// A kind of key pair, with all that its generation is told.
enum KeyShape: Hashable {
  case rsa(bits: Int)
  case curve(Curve)

  static let rsaShapes: [KeyShape] = [.rsa(bits: 2048), .rsa(bits: 3072), .rsa(bits: 4096)]
  static let curveShapes: [KeyShape] = [.curve(.p256), .curve(.p384), .curve(.p521)]

  var name: String {
    switch self {
    case .rsa(let bits): "RSA-\(bits)"
    case .curve(let curve): curve.name
    }
  }

  var generation: MechanismType {
    switch self {
    case .rsa: .CKM_RSA_PKCS_KEY_PAIR_GEN
    case .curve(.ed25519): .CKM_EC_EDWARDS_KEY_PAIR_GEN
    case .curve: .CKM_EC_KEY_PAIR_GEN
    }
  }

  /// A signature's bytes: the modulus' for RSA, twice the order's for curves.
  var signatureLength: Int {
    switch self {
    case .rsa(let bits): bits / 8
    case .curve(let curve): (curve.bits + 7) / 8 * 2
    }
  }

  /// What the public half is made from.
  var parameters: Template {
    switch self {
    case .rsa(let bits):
      [
        .CKA_MODULUS_BITS: .number(UInt(bits)), .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1]), .CKA_ENCRYPT: true,
        .CKA_WRAP: true,
      ]
    case .curve(let curve):
      [.CKA_EC_PARAMS: .bytes(curve.parameters)]
    }
  }
}

/// The two halves of a pair on a token, and its public half outside.
struct KeyPair {
  let shape: KeyShape
  let publicKey: ObjectHandle
  let privateKey: ObjectHandle
  let outside: OutsideKey
}

extension Session {
  /// Makes a pair of session objects that may do all that pairs of its kind may.
  func generatePair(_ shape: KeyShape, extractable: Bool = false, recovers: Bool = false) throws -> KeyPair {
    var publicHalf: Template = [.CKA_TOKEN: false, .CKA_VERIFY: true]
    for attribute in shape.parameters.attributes { publicHalf[attribute.type] = attribute.value }
    var privateHalf: Template = [
      .CKA_TOKEN: false, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: .bool(extractable),
      .CKA_SIGN: true,
    ]
    switch shape {
    case .rsa:
      privateHalf[.CKA_DECRYPT] = true
      privateHalf[.CKA_UNWRAP] = true
      if recovers {
        privateHalf[.CKA_SIGN_RECOVER] = true
        publicHalf[.CKA_VERIFY_RECOVER] = true
      }
    case .curve(.ed25519): break
    case .curve: privateHalf[.CKA_DERIVE] = true
    }
    // Without an id of its own, NSS would take the pair for another one's.
    let id = AttributeValue.bytes(try random(16))
    publicHalf[.CKA_ID] = id
    privateHalf[.CKA_ID] = id
    let pair = try generateKeyPair(Mechanism(shape.generation), publicKey: publicHalf, privateKey: privateHalf)
    return KeyPair(
      shape: shape, publicKey: pair.publicKey, privateKey: pair.privateKey,
      outside: try OutsideKey(publicHalf: pair.publicKey, of: shape, in: self))
  }
}
