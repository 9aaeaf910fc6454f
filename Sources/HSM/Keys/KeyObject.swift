public import Cryptoki

/// An object on a token as a listing found it: a key, half of a pair, or a certificate.
public struct KeyObject: Sendable, Hashable, Codable {
  public let driver: String
  public let token: TokenIdentity
  /// The handle, good within `generation` only.
  public let handle: UInt
  public let generation: Int
  public let attributes: ObjectAttributes

  public init(
    driver: String, token: TokenIdentity, handle: UInt, generation: Int, attributes: ObjectAttributes
  ) {
    self.driver = driver
    self.token = token
    self.handle = handle
    self.generation = generation
    self.attributes = attributes
  }

  /// What the token answered instead of telling this object's attributes; nil where it tells them.
  public var refusalToBeRead: ReturnCode? {
    guard case .failed(let code) = attributes[.CKA_CLASS] else { return nil }
    return code
  }
  public var objectClass: ObjectClass? { attributes.number(.CKA_CLASS).map(ObjectClass.init(rawValue:)) }
  /// Nil for objects that are no keys.
  public var keyType: KeyType? { attributes.number(.CKA_KEY_TYPE).map(KeyType.init(rawValue:)) }
  /// The label's bytes as the token has them: hostile until shown harmless.
  public var label: [UInt8] { attributes.bytes(.CKA_LABEL) ?? [] }
  public var labelText: String { String(decoding: label, as: UTF8.self) }
  public var id: [UInt8] { attributes.bytes(.CKA_ID) ?? [] }
  public var isTokenObject: Bool { attributes.bool(.CKA_TOKEN) ?? false }

  /// The key's size in bits; nil where it cannot be told.
  public var bits: Int? {
    switch keyType {
    case .CKK_RSA:
      return attributes.bytes(.CKA_MODULUS).flatMap { modulus in
        let digits = modulus.drop { $0 == 0 }
        return digits.first.map { digits.count * 8 - $0.leadingZeroBitCount }
      }
    case .CKK_EC, .CKK_EC_EDWARDS, .CKK_EC_MONTGOMERY:
      return curve?.bits
    default:
      return attributes.number(.CKA_VALUE_LEN).map { Int(clamping: $0) }.flatMap { $0 <= 1 << 20 ? $0 * 8 : nil }
    }
  }

  public var curve: Curve? { attributes.bytes(.CKA_EC_PARAMS).flatMap(Curve.init(parameters:)) }

  /// The type in a word: AES-256, RSA-2048, EC P-256, Ed25519.
  public var typeWords: String {
    guard objectClass != .CKO_CERTIFICATE else { return "certificate" }
    guard let keyType else { return objectClass?.name ?? "object" }
    switch keyType {
    case .CKK_EC, .CKK_EC_EDWARDS, .CKK_EC_MONTGOMERY: return curve?.name ?? keyType.name
    default: break
    }
    let name = keyType.name.hasPrefix("CKK_") ? String(keyType.name.dropFirst(4)) : keyType.name
    return bits.map { "\(name)-\($0)" } ?? name
  }

  /// The URI that names this object, as far as its token's and its own fields do.
  public var uri: String {
    PKCS11URI(
      token: URIText(token.label), serial: URIText(token.serial), object: URIText(bytes: label), type: objectClass,
      id: id
    ).description
  }

  /// What the listing and its rules need, read in one call an object.
  public static let listedAttributes: [AttributeType] = [
    .CKA_CLASS, .CKA_KEY_TYPE, .CKA_LABEL, .CKA_ID, .CKA_TOKEN, .CKA_PRIVATE, .CKA_SENSITIVE, .CKA_ALWAYS_SENSITIVE,
    .CKA_EXTRACTABLE, .CKA_ENCRYPT, .CKA_DECRYPT, .CKA_VALUE_LEN, .CKA_MODULUS, .CKA_EC_PARAMS, .CKA_START_DATE,
    .CKA_END_DATE, .CKA_ALLOWED_MECHANISMS, .CKA_CHECK_VALUE,
  ]
}
