public import Cryptoki

/// A mechanism that digests and signs, as the digest and the mechanism that signs it.
struct DigestingMechanism {
  let digest: DigestAlgorithm
  /// What signs a digest that was made outside the token.
  let bare: MechanismType
  /// Whether the bare mechanism signs DigestInfo, and not the digest alone.
  let takesDigestInfo: Bool

  init?(_ type: MechanismType) {
    guard let row = Self.rows[type] else { return nil }
    digest = row.0
    bare = row.1
    takesDigestInfo = row.1 == .CKM_RSA_PKCS
  }

  private static let rows: [MechanismType: (DigestAlgorithm, MechanismType)] = [
    .CKM_SHA1_RSA_PKCS: (.sha1, .CKM_RSA_PKCS), .CKM_SHA224_RSA_PKCS: (.sha224, .CKM_RSA_PKCS),
    .CKM_SHA256_RSA_PKCS: (.sha256, .CKM_RSA_PKCS), .CKM_SHA384_RSA_PKCS: (.sha384, .CKM_RSA_PKCS),
    .CKM_SHA512_RSA_PKCS: (.sha512, .CKM_RSA_PKCS),
    .CKM_SHA1_RSA_PKCS_PSS: (.sha1, .CKM_RSA_PKCS_PSS), .CKM_SHA224_RSA_PKCS_PSS: (.sha224, .CKM_RSA_PKCS_PSS),
    .CKM_SHA256_RSA_PKCS_PSS: (.sha256, .CKM_RSA_PKCS_PSS), .CKM_SHA384_RSA_PKCS_PSS: (.sha384, .CKM_RSA_PKCS_PSS),
    .CKM_SHA512_RSA_PKCS_PSS: (.sha512, .CKM_RSA_PKCS_PSS),
    .CKM_ECDSA_SHA1: (.sha1, .CKM_ECDSA), .CKM_ECDSA_SHA224: (.sha224, .CKM_ECDSA),
    .CKM_ECDSA_SHA256: (.sha256, .CKM_ECDSA), .CKM_ECDSA_SHA384: (.sha384, .CKM_ECDSA),
    .CKM_ECDSA_SHA512: (.sha512, .CKM_ECDSA),
  ]
}

extension MechanismType {
  /// Whether the mechanism signs a digest that was made before, and nothing longer.
  public var signsDigest: Bool { self == .CKM_ECDSA || self == .CKM_RSA_PKCS_PSS }

  /// Whether the mechanism puts the data as they are into the signature, and digests nothing.
  public var signsBareData: Bool { self == .CKM_RSA_PKCS || self == .CKM_RSA_X_509 }

  /// Whether its signatures are two numbers, r and s.
  public var signsByTwoNumbers: Bool { self == .CKM_ECDSA || DigestingMechanism(self)?.bare == .CKM_ECDSA }
}
