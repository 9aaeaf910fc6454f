public import Cryptoki

/// A public key as the world outside tokens writes it: SubjectPublicKeyInfo of RFC 5280, in DER.
public struct SubjectPublicKeyInfo: Sendable, Hashable {
  public let der: [UInt8]

  /// What a public key object is asked for.
  public static let attributes: [AttributeType] = [
    .CKA_CLASS, .CKA_KEY_TYPE, .CKA_MODULUS, .CKA_PUBLIC_EXPONENT, .CKA_EC_PARAMS, .CKA_EC_POINT,
  ]

  /// Makes it of a public key object's attributes; nil where they do not suffice.
  public init?(_ object: ObjectAttributes) {
    switch object.number(.CKA_KEY_TYPE).map(KeyType.init(rawValue:)) {
    case .CKK_RSA:
      guard let modulus = object.bytes(.CKA_MODULUS), let exponent = object.bytes(.CKA_PUBLIC_EXPONENT) else {
        return nil
      }
      // rsaEncryption, 1.2.840.113549.1.1.1, with NULL.
      let algorithm: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00]
      der = Self.info(algorithm, DER.sequence(DER.integer(modulus) + DER.integer(exponent)))
    case .CKK_EC, .CKK_EC_EDWARDS, .CKK_EC_MONTGOMERY:
      guard let curve = object.bytes(.CKA_EC_PARAMS).flatMap(Curve.init(parameters:)),
        let point = object.bytes(.CKA_EC_POINT).flatMap({ Self.point($0, on: curve) })
      else { return nil }
      switch curve {
      case .ed25519, .ed448, .x25519, .x448: der = Self.info(curve.parameters, point)
      case .p256, .p384, .p521, .secp256k1:
        // id-ecPublicKey, 1.2.840.10045.2.1, with the curve's name.
        let algorithm: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        der = Self.info(algorithm + curve.parameters, point)
      }
    default: return nil
    }
  }

  private static func info(_ algorithm: [UInt8], _ key: [UInt8]) -> [UInt8] {
    DER.sequence(DER.sequence(algorithm) + DER.bitString(key))
  }

  /// CKA_EC_POINT is a point, or an OCTET STRING around it: which of them, only the length tells.
  private static func point(_ bytes: [UInt8], on curve: Curve) -> [UInt8]? {
    let length = curve.pointLength
    if bytes.count == length { return bytes }
    guard bytes.count > length, bytes == DER.octetString(Array(bytes.suffix(length))) else { return nil }
    return Array(bytes.suffix(length))
  }
}

extension Curve {
  /// The length of a point in bytes: uncompressed, or as Edwards and Montgomery curves write it.
  fileprivate var pointLength: Int {
    switch self {
    case .ed25519, .x25519: 32
    case .ed448: 57
    case .x448: 56
    case .p256, .p384, .p521, .secp256k1: 1 + 2 * ((bits + 7) / 8)
    }
  }
}
