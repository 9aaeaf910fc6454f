internal import Cryptoki

/// A public key as others read it: SubjectPublicKeyInfo of RFC 5280, in DER.
public struct PublicKeyInfo: Sendable, Hashable {
  public let der: [UInt8]

  public var pem: String { PEM.text("PUBLIC KEY", der) }

  /// rsaEncryption (RFC 3279).
  private static let rsa: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
  /// id-ecPublicKey (RFC 5480).
  private static let ec: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

  /// Makes it of what the token says of a key; nil where it does not say enough, or what no such key has.
  init?(keyType: KeyType?, _ attributes: ObjectAttributes) {
    switch keyType {
    case .CKK_RSA:
      guard let modulus = attributes.bytes(.CKA_MODULUS), let exponent = attributes.bytes(.CKA_PUBLIC_EXPONENT),
        !modulus.isEmpty, !exponent.isEmpty
      else { return nil }
      der = DER.sequence(
        DER.sequence(Self.rsa, DER.null),
        DER.bitString(DER.sequence(DER.integer(modulus), DER.integer(exponent))))
    case .CKK_EC, .CKK_EC_EDWARDS:
      guard let parameters = attributes.bytes(.CKA_EC_PARAMS), let curve = Curve(parameters: parameters),
        let point = attributes.bytes(.CKA_EC_POINT).flatMap({ Self.point($0, on: curve) })
      else { return nil }
      // RFC 8410: the curve is the algorithm, without parameters.
      let algorithm =
        keyType == .CKK_EC_EDWARDS ? DER.sequence(curve.parameters) : DER.sequence(Self.ec, curve.parameters)
      der = DER.sequence(algorithm, DER.bitString(point))
    default:
      return nil
    }
  }

  /// CKA_EC_POINT is an OCTET STRING by one version of the standard, bare bytes by another, and tokens do as they like:
  /// the length tells.
  private static func point(_ value: [UInt8], on curve: Curve) -> [UInt8]? {
    let isEdwards = curve == .ed25519 || curve == .ed448
    let length = isEdwards ? curve.bits / 8 + 1 : 2 * ((curve.bits + 7) / 8) + 1
    func isPoint(_ bytes: [UInt8]) -> Bool { bytes.count == length && (isEdwards || bytes[0] == 0x04) }
    if isPoint(value) { return value }
    let inner = Array(value.suffix(length))
    let wrapped = [DER.element(0x04, inner), DER.bitString(inner)]
    return isPoint(inner) && wrapped.contains(value) ? inner : nil
  }
}

extension Connection {
  /// The public half of a pair, from either half: a private EC key does not know its point, so its sister of the same
  /// CKA_ID is asked.
  public func publicKeyInfo(of key: KeyObject) throws(HSMError) -> PublicKeyInfo {
    let what = "the public key of \(key.labelText) could not be read"
    let info = try withSession(couldNot: what) { (session) throws(CryptokiError) in
      let reader = AttributeReader([.CKA_MODULUS, .CKA_PUBLIC_EXPONENT, .CKA_EC_PARAMS, .CKA_EC_POINT])
      let own = try reader.read(try handle(of: key, in: session), in: session)
      if let info = PublicKeyInfo(keyType: key.keyType, own) { return info as PublicKeyInfo? }
      guard let type = key.keyType, !key.id.isEmpty else { return nil }
      let sisters = try session.findObjects([
        .CKA_CLASS: .objectClass(.CKO_PUBLIC_KEY), .CKA_KEY_TYPE: .keyType(type), .CKA_ID: .bytes(key.id),
      ])
      guard sisters.count == 1 else { return nil }
      return PublicKeyInfo(keyType: type, try reader.read(sisters[0], in: session))
    }
    guard let info else {
      throw HSMError(
        .notFound, "\(what): the token has no public half of it that can be read",
        remedy: "name a pair whose halves have one CKA_ID")
    }
    return info
  }
}
