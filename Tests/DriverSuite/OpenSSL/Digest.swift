import Cryptoki

/// A digest by its OpenSSL name and its PKCS#11 names.
struct Digest: Sendable {
  let name: String
  let mechanism: MechanismType
  let mask: MaskGeneration
  let length: Int
  /// What digests with it and signs by RSA with PSS, and by ECDSA.
  let signing: (pss: MechanismType, ecdsa: MechanismType)

  static let sha1 = Digest(
    name: "SHA1", mechanism: .CKM_SHA_1, mask: .CKG_MGF1_SHA1, length: 20,
    signing: (.CKM_SHA1_RSA_PKCS_PSS, .CKM_ECDSA_SHA1))
  static let sha224 = Digest(
    name: "SHA224", mechanism: .CKM_SHA224, mask: .CKG_MGF1_SHA224, length: 28,
    signing: (.CKM_SHA224_RSA_PKCS_PSS, .CKM_ECDSA_SHA224))
  static let sha256 = Digest(
    name: "SHA256", mechanism: .CKM_SHA256, mask: .CKG_MGF1_SHA256, length: 32,
    signing: (.CKM_SHA256_RSA_PKCS_PSS, .CKM_ECDSA_SHA256))
  static let sha384 = Digest(
    name: "SHA384", mechanism: .CKM_SHA384, mask: .CKG_MGF1_SHA384, length: 48,
    signing: (.CKM_SHA384_RSA_PKCS_PSS, .CKM_ECDSA_SHA384))
  static let sha512 = Digest(
    name: "SHA512", mechanism: .CKM_SHA512, mask: .CKG_MGF1_SHA512, length: 64,
    signing: (.CKM_SHA512_RSA_PKCS_PSS, .CKM_ECDSA_SHA512))

  static let all = [sha1, sha224, sha256, sha384, sha512]

  /// A digest that this one must not pass for.
  var another: Digest { mechanism == .CKM_SHA256 ? .sha384 : .sha256 }

  var pss: MechanismParameter { .pss(hash: mechanism, mask: mask, saltLength: length) }
  var oaep: MechanismParameter { .oaep(hash: mechanism, mask: mask, label: []) }
}

/// How OpenSSL is told to do what a mechanism does.
struct OutsideScheme: Sendable {
  /// What it is done to.
  enum Input: Sendable {
    /// The data as they are.
    case raw
    /// Their digest, which OpenSSL makes.
    case digest(String)
    /// The data, whole, by a scheme that digests in its own way: Ed25519.
    case whole
  }
  let input: Input
  /// For EVP_PKEY_CTX_ctrl_str, in this order.
  let options: [(String, String)]

  static let pkcs1 = OutsideScheme(input: .raw, options: [("rsa_padding_mode", "pkcs1")])
  static let unpadded = OutsideScheme(input: .raw, options: [("rsa_padding_mode", "none")])
  static let curve = OutsideScheme(input: .raw, options: [])
  static let edwards = OutsideScheme(input: .whole, options: [])

  static func pkcs1(_ digest: String) -> OutsideScheme {
    OutsideScheme(input: .digest(digest), options: [("rsa_padding_mode", "pkcs1")])
  }

  static func curve(_ digest: Digest) -> OutsideScheme { OutsideScheme(input: .digest(digest.name), options: []) }

  /// - Parameter isDigested: whether the data are a digest already.
  static func pss(_ digest: Digest, isDigested: Bool) -> OutsideScheme {
    let padding = [
      ("rsa_padding_mode", "pss"), ("rsa_pss_saltlen", "\(digest.length)"), ("rsa_mgf1_md", digest.name),
    ]
    return isDigested
      ? OutsideScheme(input: .raw, options: [("digest", digest.name)] + padding)
      : OutsideScheme(input: .digest(digest.name), options: padding)
  }

  static func oaep(_ digest: Digest) -> OutsideScheme {
    OutsideScheme(
      input: .raw,
      options: [("rsa_padding_mode", "oaep"), ("rsa_oaep_md", digest.name), ("rsa_mgf1_md", digest.name)])
  }
}
