internal import CCryptoki

// DSA, Diffie-Hellman and KEA.
extension MechanismType {
  public static let CKM_DSA_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_DSA_KEY_PAIR_GEN)
  public static let CKM_DSA = Self(rawValue: CCryptoki.CKM_DSA)
  public static let CKM_DSA_SHA1 = Self(rawValue: CCryptoki.CKM_DSA_SHA1)
  public static let CKM_DSA_SHA224 = Self(rawValue: CCryptoki.CKM_DSA_SHA224)
  public static let CKM_DSA_SHA256 = Self(rawValue: CCryptoki.CKM_DSA_SHA256)
  public static let CKM_DSA_SHA384 = Self(rawValue: CCryptoki.CKM_DSA_SHA384)
  public static let CKM_DSA_SHA512 = Self(rawValue: CCryptoki.CKM_DSA_SHA512)
  public static let CKM_DSA_SHA3_224 = Self(rawValue: CCryptoki.CKM_DSA_SHA3_224)
  public static let CKM_DSA_SHA3_256 = Self(rawValue: CCryptoki.CKM_DSA_SHA3_256)
  public static let CKM_DSA_SHA3_384 = Self(rawValue: CCryptoki.CKM_DSA_SHA3_384)
  public static let CKM_DSA_SHA3_512 = Self(rawValue: CCryptoki.CKM_DSA_SHA3_512)
  public static let CKM_DH_PKCS_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_DH_PKCS_KEY_PAIR_GEN)
  public static let CKM_DH_PKCS_DERIVE = Self(rawValue: CCryptoki.CKM_DH_PKCS_DERIVE)
  public static let CKM_X9_42_DH_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_X9_42_DH_KEY_PAIR_GEN)
  public static let CKM_X9_42_DH_DERIVE = Self(rawValue: CCryptoki.CKM_X9_42_DH_DERIVE)
  public static let CKM_X9_42_DH_HYBRID_DERIVE = Self(rawValue: CCryptoki.CKM_X9_42_DH_HYBRID_DERIVE)
  public static let CKM_X9_42_MQV_DERIVE = Self(rawValue: CCryptoki.CKM_X9_42_MQV_DERIVE)
  public static let CKM_KEA_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_KEA_KEY_PAIR_GEN)
  public static let CKM_KEA_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_KEA_KEY_DERIVE)
  public static let CKM_KEA_DERIVE = Self(rawValue: CCryptoki.CKM_KEA_DERIVE)
  public static let CKM_DSA_PARAMETER_GEN = Self(rawValue: CCryptoki.CKM_DSA_PARAMETER_GEN)
  public static let CKM_DH_PKCS_PARAMETER_GEN = Self(rawValue: CCryptoki.CKM_DH_PKCS_PARAMETER_GEN)
  public static let CKM_X9_42_DH_PARAMETER_GEN = Self(rawValue: CCryptoki.CKM_X9_42_DH_PARAMETER_GEN)
  public static let CKM_DSA_PROBABILISTIC_PARAMETER_GEN = Self(rawValue: CCryptoki.CKM_DSA_PROBABILISTIC_PARAMETER_GEN)
  public static let CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN = Self(rawValue: CCryptoki.CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN)
  public static let CKM_DSA_FIPS_G_GEN = Self(rawValue: CCryptoki.CKM_DSA_FIPS_G_GEN)

  static let dsaRows: [Row] = [
    Row(.CKM_DSA_KEY_PAIR_GEN, "CKM_DSA_KEY_PAIR_GEN", .none, .CKK_DSA),
    Row(.CKM_DSA, "CKM_DSA", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA1, "CKM_DSA_SHA1", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA224, "CKM_DSA_SHA224", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA256, "CKM_DSA_SHA256", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA384, "CKM_DSA_SHA384", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA512, "CKM_DSA_SHA512", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA3_224, "CKM_DSA_SHA3_224", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA3_256, "CKM_DSA_SHA3_256", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA3_384, "CKM_DSA_SHA3_384", .none, .CKK_DSA),
    Row(.CKM_DSA_SHA3_512, "CKM_DSA_SHA3_512", .none, .CKK_DSA),
    Row(.CKM_DH_PKCS_KEY_PAIR_GEN, "CKM_DH_PKCS_KEY_PAIR_GEN", .none, .CKK_DH),
    Row(.CKM_DH_PKCS_DERIVE, "CKM_DH_PKCS_DERIVE", .other, .CKK_DH),
    Row(.CKM_X9_42_DH_KEY_PAIR_GEN, "CKM_X9_42_DH_KEY_PAIR_GEN", .none, .CKK_X9_42_DH),
    Row(.CKM_X9_42_DH_DERIVE, "CKM_X9_42_DH_DERIVE", .other, .CKK_X9_42_DH),
    Row(.CKM_X9_42_DH_HYBRID_DERIVE, "CKM_X9_42_DH_HYBRID_DERIVE", .other, .CKK_X9_42_DH),
    Row(.CKM_X9_42_MQV_DERIVE, "CKM_X9_42_MQV_DERIVE", .other, .CKK_X9_42_DH),
    Row(.CKM_KEA_KEY_PAIR_GEN, "CKM_KEA_KEY_PAIR_GEN", .none, .CKK_KEA),
    Row(.CKM_KEA_KEY_DERIVE, "CKM_KEA_KEY_DERIVE", .other, .CKK_KEA),
    Row(.CKM_KEA_DERIVE, "CKM_KEA_DERIVE", .other, .CKK_KEA),
    Row(.CKM_DSA_PARAMETER_GEN, "CKM_DSA_PARAMETER_GEN", .none, .CKK_DSA),
    Row(.CKM_DH_PKCS_PARAMETER_GEN, "CKM_DH_PKCS_PARAMETER_GEN", .none, .CKK_DH),
    Row(.CKM_X9_42_DH_PARAMETER_GEN, "CKM_X9_42_DH_PARAMETER_GEN", .none, .CKK_X9_42_DH),
    Row(.CKM_DSA_PROBABILISTIC_PARAMETER_GEN, "CKM_DSA_PROBABILISTIC_PARAMETER_GEN", .other, .CKK_DSA),
    Row(.CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN, "CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN", .other, .CKK_DSA),
    Row(.CKM_DSA_FIPS_G_GEN, "CKM_DSA_FIPS_G_GEN", .other, .CKK_DSA),
  ]
}
