internal import CCryptoki

// Elliptic curves: ECDSA, ECDH, Edwards and Montgomery.
extension MechanismType {
  public static let CKM_EC_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_EC_KEY_PAIR_GEN)
  public static let CKM_ECDSA = Self(rawValue: CCryptoki.CKM_ECDSA)
  public static let CKM_ECDSA_SHA1 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA1)
  public static let CKM_ECDSA_SHA224 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA224)
  public static let CKM_ECDSA_SHA256 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA256)
  public static let CKM_ECDSA_SHA384 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA384)
  public static let CKM_ECDSA_SHA512 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA512)
  public static let CKM_ECDSA_SHA3_224 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA3_224)
  public static let CKM_ECDSA_SHA3_256 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA3_256)
  public static let CKM_ECDSA_SHA3_384 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA3_384)
  public static let CKM_ECDSA_SHA3_512 = Self(rawValue: CCryptoki.CKM_ECDSA_SHA3_512)
  public static let CKM_ECDH1_DERIVE = Self(rawValue: CCryptoki.CKM_ECDH1_DERIVE)
  public static let CKM_ECDH1_COFACTOR_DERIVE = Self(rawValue: CCryptoki.CKM_ECDH1_COFACTOR_DERIVE)
  public static let CKM_ECMQV_DERIVE = Self(rawValue: CCryptoki.CKM_ECMQV_DERIVE)
  public static let CKM_ECDH_AES_KEY_WRAP = Self(rawValue: CCryptoki.CKM_ECDH_AES_KEY_WRAP)
  public static let CKM_EC_EDWARDS_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_EC_EDWARDS_KEY_PAIR_GEN)
  public static let CKM_EC_MONTGOMERY_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_EC_MONTGOMERY_KEY_PAIR_GEN)
  public static let CKM_EDDSA = Self(rawValue: CCryptoki.CKM_EDDSA)
  public static let CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS = Self(rawValue: CCryptoki.CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS)
  public static let CKM_XEDDSA = Self(rawValue: CCryptoki.CKM_XEDDSA)
  public static let CKM_ECDH_X_AES_KEY_WRAP = Self(rawValue: CCryptoki.CKM_ECDH_X_AES_KEY_WRAP)
  public static let CKM_ECDH_COF_AES_KEY_WRAP = Self(rawValue: CCryptoki.CKM_ECDH_COF_AES_KEY_WRAP)

  static let ecRows: [Row] = [
    Row(.CKM_EC_KEY_PAIR_GEN, "CKM_EC_KEY_PAIR_GEN", .none, .CKK_EC, use: .used),
    Row(.CKM_ECDSA, "CKM_ECDSA", .none, .CKK_EC, use: .used),
    Row(.CKM_ECDSA_SHA1, "CKM_ECDSA_SHA1", .none, .CKK_EC, use: .used),
    Row(.CKM_ECDSA_SHA224, "CKM_ECDSA_SHA224", .none, .CKK_EC, use: .used),
    Row(.CKM_ECDSA_SHA256, "CKM_ECDSA_SHA256", .none, .CKK_EC, use: .used),
    Row(.CKM_ECDSA_SHA384, "CKM_ECDSA_SHA384", .none, .CKK_EC, use: .used),
    Row(.CKM_ECDSA_SHA512, "CKM_ECDSA_SHA512", .none, .CKK_EC, use: .used),
    Row(.CKM_ECDSA_SHA3_224, "CKM_ECDSA_SHA3_224", .none, .CKK_EC),
    Row(.CKM_ECDSA_SHA3_256, "CKM_ECDSA_SHA3_256", .none, .CKK_EC),
    Row(.CKM_ECDSA_SHA3_384, "CKM_ECDSA_SHA3_384", .none, .CKK_EC),
    Row(.CKM_ECDSA_SHA3_512, "CKM_ECDSA_SHA3_512", .none, .CKK_EC),
    Row(.CKM_ECDH1_DERIVE, "CKM_ECDH1_DERIVE", .ecdh1, .CKK_EC, use: .supportedOnly),
    Row(.CKM_ECDH1_COFACTOR_DERIVE, "CKM_ECDH1_COFACTOR_DERIVE", .ecdh1, .CKK_EC, use: .supportedOnly),
    Row(.CKM_ECMQV_DERIVE, "CKM_ECMQV_DERIVE", .other, .CKK_EC, use: .supportedOnly),
    Row(.CKM_ECDH_AES_KEY_WRAP, "CKM_ECDH_AES_KEY_WRAP", .other, .CKK_EC),
    Row(.CKM_EC_EDWARDS_KEY_PAIR_GEN, "CKM_EC_EDWARDS_KEY_PAIR_GEN", .none, .CKK_EC_EDWARDS, use: .used),
    Row(.CKM_EC_MONTGOMERY_KEY_PAIR_GEN, "CKM_EC_MONTGOMERY_KEY_PAIR_GEN", .none, .CKK_EC_MONTGOMERY),
    Row(.CKM_EDDSA, "CKM_EDDSA", .eddsa, .CKK_EC_EDWARDS, use: .used),
    Row(.CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS, "CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS", .none, .CKK_EC),
    Row(.CKM_XEDDSA, "CKM_XEDDSA", .other, .CKK_EC_MONTGOMERY),
    Row(.CKM_ECDH_X_AES_KEY_WRAP, "CKM_ECDH_X_AES_KEY_WRAP", .other, .CKK_EC_MONTGOMERY),
    Row(.CKM_ECDH_COF_AES_KEY_WRAP, "CKM_ECDH_COF_AES_KEY_WRAP", .other, .CKK_EC),
  ]
}
