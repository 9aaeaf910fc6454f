internal import CCryptoki

// ML-KEM, ML-DSA, SLH-DSA and the stateful hash-based signatures.
extension MechanismType {
  public static let CKM_ML_KEM_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_ML_KEM_KEY_PAIR_GEN)
  public static let CKM_ML_KEM = Self(rawValue: CCryptoki.CKM_ML_KEM)
  public static let CKM_ML_DSA_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_ML_DSA_KEY_PAIR_GEN)
  public static let CKM_ML_DSA = Self(rawValue: CCryptoki.CKM_ML_DSA)
  public static let CKM_HASH_ML_DSA = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA)
  public static let CKM_HASH_ML_DSA_SHA224 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA224)
  public static let CKM_HASH_ML_DSA_SHA256 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA256)
  public static let CKM_HASH_ML_DSA_SHA384 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA384)
  public static let CKM_HASH_ML_DSA_SHA512 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA512)
  public static let CKM_HASH_ML_DSA_SHA3_224 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA3_224)
  public static let CKM_HASH_ML_DSA_SHA3_256 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA3_256)
  public static let CKM_HASH_ML_DSA_SHA3_384 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA3_384)
  public static let CKM_HASH_ML_DSA_SHA3_512 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHA3_512)
  public static let CKM_HASH_ML_DSA_SHAKE128 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHAKE128)
  public static let CKM_HASH_ML_DSA_SHAKE256 = Self(rawValue: CCryptoki.CKM_HASH_ML_DSA_SHAKE256)
  public static let CKM_SLH_DSA_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_SLH_DSA_KEY_PAIR_GEN)
  public static let CKM_SLH_DSA = Self(rawValue: CCryptoki.CKM_SLH_DSA)
  public static let CKM_HASH_SLH_DSA = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA)
  public static let CKM_HASH_SLH_DSA_SHA224 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA224)
  public static let CKM_HASH_SLH_DSA_SHA256 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA256)
  public static let CKM_HASH_SLH_DSA_SHA384 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA384)
  public static let CKM_HASH_SLH_DSA_SHA512 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA512)
  public static let CKM_HASH_SLH_DSA_SHA3_224 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA3_224)
  public static let CKM_HASH_SLH_DSA_SHA3_256 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA3_256)
  public static let CKM_HASH_SLH_DSA_SHA3_384 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA3_384)
  public static let CKM_HASH_SLH_DSA_SHA3_512 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHA3_512)
  public static let CKM_HASH_SLH_DSA_SHAKE128 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHAKE128)
  public static let CKM_HASH_SLH_DSA_SHAKE256 = Self(rawValue: CCryptoki.CKM_HASH_SLH_DSA_SHAKE256)
  public static let CKM_HSS_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_HSS_KEY_PAIR_GEN)
  public static let CKM_HSS = Self(rawValue: CCryptoki.CKM_HSS)
  public static let CKM_XMSS_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_XMSS_KEY_PAIR_GEN)
  public static let CKM_XMSSMT_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_XMSSMT_KEY_PAIR_GEN)
  public static let CKM_XMSS = Self(rawValue: CCryptoki.CKM_XMSS)
  public static let CKM_XMSSMT = Self(rawValue: CCryptoki.CKM_XMSSMT)

  static let postQuantumRows: [Row] = [
    Row(.CKM_ML_KEM_KEY_PAIR_GEN, "CKM_ML_KEM_KEY_PAIR_GEN", .none, .CKK_ML_KEM),
    Row(.CKM_ML_KEM, "CKM_ML_KEM", .none, .CKK_ML_KEM),
    Row(.CKM_ML_DSA_KEY_PAIR_GEN, "CKM_ML_DSA_KEY_PAIR_GEN", .none, .CKK_ML_DSA),
    Row(.CKM_ML_DSA, "CKM_ML_DSA", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA, "CKM_HASH_ML_DSA", .other, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA224, "CKM_HASH_ML_DSA_SHA224", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA256, "CKM_HASH_ML_DSA_SHA256", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA384, "CKM_HASH_ML_DSA_SHA384", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA512, "CKM_HASH_ML_DSA_SHA512", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA3_224, "CKM_HASH_ML_DSA_SHA3_224", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA3_256, "CKM_HASH_ML_DSA_SHA3_256", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA3_384, "CKM_HASH_ML_DSA_SHA3_384", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHA3_512, "CKM_HASH_ML_DSA_SHA3_512", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHAKE128, "CKM_HASH_ML_DSA_SHAKE128", .signContext, .CKK_ML_DSA),
    Row(.CKM_HASH_ML_DSA_SHAKE256, "CKM_HASH_ML_DSA_SHAKE256", .signContext, .CKK_ML_DSA),
    Row(.CKM_SLH_DSA_KEY_PAIR_GEN, "CKM_SLH_DSA_KEY_PAIR_GEN", .none, .CKK_SLH_DSA),
    Row(.CKM_SLH_DSA, "CKM_SLH_DSA", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA, "CKM_HASH_SLH_DSA", .other, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA224, "CKM_HASH_SLH_DSA_SHA224", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA256, "CKM_HASH_SLH_DSA_SHA256", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA384, "CKM_HASH_SLH_DSA_SHA384", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA512, "CKM_HASH_SLH_DSA_SHA512", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA3_224, "CKM_HASH_SLH_DSA_SHA3_224", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA3_256, "CKM_HASH_SLH_DSA_SHA3_256", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA3_384, "CKM_HASH_SLH_DSA_SHA3_384", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHA3_512, "CKM_HASH_SLH_DSA_SHA3_512", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHAKE128, "CKM_HASH_SLH_DSA_SHAKE128", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HASH_SLH_DSA_SHAKE256, "CKM_HASH_SLH_DSA_SHAKE256", .signContext, .CKK_SLH_DSA),
    Row(.CKM_HSS_KEY_PAIR_GEN, "CKM_HSS_KEY_PAIR_GEN", .none, .CKK_HSS),
    Row(.CKM_HSS, "CKM_HSS", .none, .CKK_HSS),
    Row(.CKM_XMSS_KEY_PAIR_GEN, "CKM_XMSS_KEY_PAIR_GEN", .none, .CKK_XMSS),
    Row(.CKM_XMSSMT_KEY_PAIR_GEN, "CKM_XMSSMT_KEY_PAIR_GEN", .none, .CKK_XMSSMT),
    Row(.CKM_XMSS, "CKM_XMSS", .none, .CKK_XMSS),
    Row(.CKM_XMSSMT, "CKM_XMSSMT", .none, .CKK_XMSSMT),
  ]
}
