internal import CCryptoki

// RSA.
extension MechanismType {
  public static let CKM_RSA_PKCS_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_RSA_PKCS_KEY_PAIR_GEN)
  public static let CKM_RSA_PKCS = Self(rawValue: CCryptoki.CKM_RSA_PKCS)
  public static let CKM_RSA_9796 = Self(rawValue: CCryptoki.CKM_RSA_9796)
  public static let CKM_RSA_X_509 = Self(rawValue: CCryptoki.CKM_RSA_X_509)
  public static let CKM_MD2_RSA_PKCS = Self(rawValue: CCryptoki.CKM_MD2_RSA_PKCS)
  public static let CKM_MD5_RSA_PKCS = Self(rawValue: CCryptoki.CKM_MD5_RSA_PKCS)
  public static let CKM_SHA1_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA1_RSA_PKCS)
  public static let CKM_RIPEMD128_RSA_PKCS = Self(rawValue: CCryptoki.CKM_RIPEMD128_RSA_PKCS)
  public static let CKM_RIPEMD160_RSA_PKCS = Self(rawValue: CCryptoki.CKM_RIPEMD160_RSA_PKCS)
  public static let CKM_RSA_PKCS_OAEP = Self(rawValue: CCryptoki.CKM_RSA_PKCS_OAEP)
  public static let CKM_RSA_X9_31_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_RSA_X9_31_KEY_PAIR_GEN)
  public static let CKM_RSA_X9_31 = Self(rawValue: CCryptoki.CKM_RSA_X9_31)
  public static let CKM_SHA1_RSA_X9_31 = Self(rawValue: CCryptoki.CKM_SHA1_RSA_X9_31)
  public static let CKM_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_RSA_PKCS_PSS)
  public static let CKM_SHA1_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA1_RSA_PKCS_PSS)
  public static let CKM_SHA256_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA256_RSA_PKCS)
  public static let CKM_SHA384_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA384_RSA_PKCS)
  public static let CKM_SHA512_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA512_RSA_PKCS)
  public static let CKM_SHA256_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA256_RSA_PKCS_PSS)
  public static let CKM_SHA384_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA384_RSA_PKCS_PSS)
  public static let CKM_SHA512_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA512_RSA_PKCS_PSS)
  public static let CKM_SHA224_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA224_RSA_PKCS)
  public static let CKM_SHA224_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA224_RSA_PKCS_PSS)
  public static let CKM_SHA3_256_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA3_256_RSA_PKCS)
  public static let CKM_SHA3_384_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA3_384_RSA_PKCS)
  public static let CKM_SHA3_512_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA3_512_RSA_PKCS)
  public static let CKM_SHA3_256_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA3_256_RSA_PKCS_PSS)
  public static let CKM_SHA3_384_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA3_384_RSA_PKCS_PSS)
  public static let CKM_SHA3_512_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA3_512_RSA_PKCS_PSS)
  public static let CKM_SHA3_224_RSA_PKCS = Self(rawValue: CCryptoki.CKM_SHA3_224_RSA_PKCS)
  public static let CKM_SHA3_224_RSA_PKCS_PSS = Self(rawValue: CCryptoki.CKM_SHA3_224_RSA_PKCS_PSS)
  public static let CKM_RSA_AES_KEY_WRAP = Self(rawValue: CCryptoki.CKM_RSA_AES_KEY_WRAP)
  public static let CKM_RSA_PKCS_TPM_1_1 = Self(rawValue: CCryptoki.CKM_RSA_PKCS_TPM_1_1)
  public static let CKM_RSA_PKCS_OAEP_TPM_1_1 = Self(rawValue: CCryptoki.CKM_RSA_PKCS_OAEP_TPM_1_1)

  static let rsaRows: [Row] = [
    Row(.CKM_RSA_PKCS_KEY_PAIR_GEN, "CKM_RSA_PKCS_KEY_PAIR_GEN", .none, .CKK_RSA, use: .used),
    Row(.CKM_RSA_PKCS, "CKM_RSA_PKCS", .none, .CKK_RSA, use: .used),
    Row(.CKM_RSA_9796, "CKM_RSA_9796", .none, .CKK_RSA, use: .used),
    Row(.CKM_RSA_X_509, "CKM_RSA_X_509", .none, .CKK_RSA, use: .used),
    Row(.CKM_MD2_RSA_PKCS, "CKM_MD2_RSA_PKCS", .none, .CKK_RSA, use: .supportedOnly),
    Row(.CKM_MD5_RSA_PKCS, "CKM_MD5_RSA_PKCS", .none, .CKK_RSA, use: .supportedOnly),
    Row(.CKM_SHA1_RSA_PKCS, "CKM_SHA1_RSA_PKCS", .none, .CKK_RSA, use: .used),
    Row(.CKM_RIPEMD128_RSA_PKCS, "CKM_RIPEMD128_RSA_PKCS", .none, .CKK_RSA, use: .supportedOnly),
    Row(.CKM_RIPEMD160_RSA_PKCS, "CKM_RIPEMD160_RSA_PKCS", .none, .CKK_RSA, use: .supportedOnly),
    Row(.CKM_RSA_PKCS_OAEP, "CKM_RSA_PKCS_OAEP", .oaep, .CKK_RSA, use: .used),
    Row(.CKM_RSA_X9_31_KEY_PAIR_GEN, "CKM_RSA_X9_31_KEY_PAIR_GEN", .none, .CKK_RSA, use: .used, isRequired: false),
    Row(.CKM_RSA_X9_31, "CKM_RSA_X9_31", .none, .CKK_RSA),
    Row(.CKM_SHA1_RSA_X9_31, "CKM_SHA1_RSA_X9_31", .none, .CKK_RSA),
    Row(.CKM_RSA_PKCS_PSS, "CKM_RSA_PKCS_PSS", .pss, .CKK_RSA, use: .used),
    Row(.CKM_SHA1_RSA_PKCS_PSS, "CKM_SHA1_RSA_PKCS_PSS", .pss, .CKK_RSA, use: .used),
    Row(.CKM_SHA256_RSA_PKCS, "CKM_SHA256_RSA_PKCS", .none, .CKK_RSA, use: .used),
    Row(.CKM_SHA384_RSA_PKCS, "CKM_SHA384_RSA_PKCS", .none, .CKK_RSA, use: .used),
    Row(.CKM_SHA512_RSA_PKCS, "CKM_SHA512_RSA_PKCS", .none, .CKK_RSA, use: .used),
    Row(.CKM_SHA256_RSA_PKCS_PSS, "CKM_SHA256_RSA_PKCS_PSS", .pss, .CKK_RSA, use: .used),
    Row(.CKM_SHA384_RSA_PKCS_PSS, "CKM_SHA384_RSA_PKCS_PSS", .pss, .CKK_RSA, use: .used),
    Row(.CKM_SHA512_RSA_PKCS_PSS, "CKM_SHA512_RSA_PKCS_PSS", .pss, .CKK_RSA, use: .used),
    Row(.CKM_SHA224_RSA_PKCS, "CKM_SHA224_RSA_PKCS", .none, .CKK_RSA, use: .used),
    Row(.CKM_SHA224_RSA_PKCS_PSS, "CKM_SHA224_RSA_PKCS_PSS", .pss, .CKK_RSA, use: .used),
    Row(.CKM_SHA3_256_RSA_PKCS, "CKM_SHA3_256_RSA_PKCS", .none, .CKK_RSA),
    Row(.CKM_SHA3_384_RSA_PKCS, "CKM_SHA3_384_RSA_PKCS", .none, .CKK_RSA),
    Row(.CKM_SHA3_512_RSA_PKCS, "CKM_SHA3_512_RSA_PKCS", .none, .CKK_RSA),
    Row(.CKM_SHA3_256_RSA_PKCS_PSS, "CKM_SHA3_256_RSA_PKCS_PSS", .pss, .CKK_RSA),
    Row(.CKM_SHA3_384_RSA_PKCS_PSS, "CKM_SHA3_384_RSA_PKCS_PSS", .pss, .CKK_RSA),
    Row(.CKM_SHA3_512_RSA_PKCS_PSS, "CKM_SHA3_512_RSA_PKCS_PSS", .pss, .CKK_RSA),
    Row(.CKM_SHA3_224_RSA_PKCS, "CKM_SHA3_224_RSA_PKCS", .none, .CKK_RSA),
    Row(.CKM_SHA3_224_RSA_PKCS_PSS, "CKM_SHA3_224_RSA_PKCS_PSS", .pss, .CKK_RSA),
    Row(.CKM_RSA_AES_KEY_WRAP, "CKM_RSA_AES_KEY_WRAP", .other, .CKK_RSA),
    Row(.CKM_RSA_PKCS_TPM_1_1, "CKM_RSA_PKCS_TPM_1_1", .none, .CKK_RSA, use: .supportedOnly),
    Row(.CKM_RSA_PKCS_OAEP_TPM_1_1, "CKM_RSA_PKCS_OAEP_TPM_1_1", .other, .CKK_RSA, use: .supportedOnly),
  ]
}
