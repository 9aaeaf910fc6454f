internal import CCryptoki

// Keys for hash functions, and keys made by them.
extension MechanismType {
  public static let CKM_SHA512_224_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA512_224_KEY_DERIVATION)
  public static let CKM_SHA512_256_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA512_256_KEY_DERIVATION)
  public static let CKM_SHA512_T_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA512_T_KEY_DERIVATION)
  public static let CKM_SHA3_256_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA3_256_KEY_GEN)
  public static let CKM_SHA3_224_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA3_224_KEY_GEN)
  public static let CKM_SHA3_384_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA3_384_KEY_GEN)
  public static let CKM_SHA3_512_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA3_512_KEY_GEN)
  public static let CKM_MD5_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_MD5_KEY_DERIVATION)
  public static let CKM_MD2_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_MD2_KEY_DERIVATION)
  public static let CKM_SHA1_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA1_KEY_DERIVATION)
  public static let CKM_SHA256_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA256_KEY_DERIVATION)
  public static let CKM_SHA384_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA384_KEY_DERIVATION)
  public static let CKM_SHA512_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA512_KEY_DERIVATION)
  public static let CKM_SHA224_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA224_KEY_DERIVATION)
  public static let CKM_SHA3_256_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA3_256_KEY_DERIVATION)
  public static let CKM_SHA3_224_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA3_224_KEY_DERIVATION)
  public static let CKM_SHA3_384_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA3_384_KEY_DERIVATION)
  public static let CKM_SHA3_512_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHA3_512_KEY_DERIVATION)
  public static let CKM_SHAKE_128_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHAKE_128_KEY_DERIVATION)
  public static let CKM_SHAKE_256_KEY_DERIVATION = Self(rawValue: CCryptoki.CKM_SHAKE_256_KEY_DERIVATION)
  public static let CKM_SHA_1_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA_1_KEY_GEN)
  public static let CKM_SHA224_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA224_KEY_GEN)
  public static let CKM_SHA256_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA256_KEY_GEN)
  public static let CKM_SHA384_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA384_KEY_GEN)
  public static let CKM_SHA512_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA512_KEY_GEN)
  public static let CKM_SHA512_224_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA512_224_KEY_GEN)
  public static let CKM_SHA512_256_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA512_256_KEY_GEN)
  public static let CKM_SHA512_T_KEY_GEN = Self(rawValue: CCryptoki.CKM_SHA512_T_KEY_GEN)
  public static let CKM_BLAKE2B_160_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_BLAKE2B_160_KEY_DERIVE)
  public static let CKM_BLAKE2B_160_KEY_GEN = Self(rawValue: CCryptoki.CKM_BLAKE2B_160_KEY_GEN)
  public static let CKM_BLAKE2B_256_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_BLAKE2B_256_KEY_DERIVE)
  public static let CKM_BLAKE2B_256_KEY_GEN = Self(rawValue: CCryptoki.CKM_BLAKE2B_256_KEY_GEN)
  public static let CKM_BLAKE2B_384_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_BLAKE2B_384_KEY_DERIVE)
  public static let CKM_BLAKE2B_384_KEY_GEN = Self(rawValue: CCryptoki.CKM_BLAKE2B_384_KEY_GEN)
  public static let CKM_BLAKE2B_512_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_BLAKE2B_512_KEY_DERIVE)
  public static let CKM_BLAKE2B_512_KEY_GEN = Self(rawValue: CCryptoki.CKM_BLAKE2B_512_KEY_GEN)

  static let hashDerivationRows: [Row] = [
    Row(.CKM_SHA512_224_KEY_DERIVATION, "CKM_SHA512_224_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA512_256_KEY_DERIVATION, "CKM_SHA512_256_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA512_T_KEY_DERIVATION, "CKM_SHA512_T_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA3_256_KEY_GEN, "CKM_SHA3_256_KEY_GEN", .none, .CKK_SHA3_256_HMAC),
    Row(.CKM_SHA3_224_KEY_GEN, "CKM_SHA3_224_KEY_GEN", .none, .CKK_SHA3_224_HMAC),
    Row(.CKM_SHA3_384_KEY_GEN, "CKM_SHA3_384_KEY_GEN", .none, .CKK_SHA3_384_HMAC),
    Row(.CKM_SHA3_512_KEY_GEN, "CKM_SHA3_512_KEY_GEN", .none, .CKK_SHA3_512_HMAC),
    Row(.CKM_MD5_KEY_DERIVATION, "CKM_MD5_KEY_DERIVATION", .none, nil),
    Row(.CKM_MD2_KEY_DERIVATION, "CKM_MD2_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA1_KEY_DERIVATION, "CKM_SHA1_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA256_KEY_DERIVATION, "CKM_SHA256_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA384_KEY_DERIVATION, "CKM_SHA384_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA512_KEY_DERIVATION, "CKM_SHA512_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA224_KEY_DERIVATION, "CKM_SHA224_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA3_256_KEY_DERIVATION, "CKM_SHA3_256_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA3_224_KEY_DERIVATION, "CKM_SHA3_224_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA3_384_KEY_DERIVATION, "CKM_SHA3_384_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA3_512_KEY_DERIVATION, "CKM_SHA3_512_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHAKE_128_KEY_DERIVATION, "CKM_SHAKE_128_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHAKE_256_KEY_DERIVATION, "CKM_SHAKE_256_KEY_DERIVATION", .none, nil),
    Row(.CKM_SHA_1_KEY_GEN, "CKM_SHA_1_KEY_GEN", .none, .CKK_SHA_1_HMAC),
    Row(.CKM_SHA224_KEY_GEN, "CKM_SHA224_KEY_GEN", .none, .CKK_SHA224_HMAC),
    Row(.CKM_SHA256_KEY_GEN, "CKM_SHA256_KEY_GEN", .none, .CKK_SHA256_HMAC),
    Row(.CKM_SHA384_KEY_GEN, "CKM_SHA384_KEY_GEN", .none, .CKK_SHA384_HMAC),
    Row(.CKM_SHA512_KEY_GEN, "CKM_SHA512_KEY_GEN", .none, .CKK_SHA512_HMAC),
    Row(.CKM_SHA512_224_KEY_GEN, "CKM_SHA512_224_KEY_GEN", .none, .CKK_SHA512_224_HMAC),
    Row(.CKM_SHA512_256_KEY_GEN, "CKM_SHA512_256_KEY_GEN", .none, .CKK_SHA512_256_HMAC),
    Row(.CKM_SHA512_T_KEY_GEN, "CKM_SHA512_T_KEY_GEN", .none, .CKK_SHA512_T_HMAC),
    Row(.CKM_BLAKE2B_160_KEY_DERIVE, "CKM_BLAKE2B_160_KEY_DERIVE", .none, nil),
    Row(.CKM_BLAKE2B_160_KEY_GEN, "CKM_BLAKE2B_160_KEY_GEN", .none, .CKK_BLAKE2B_160_HMAC),
    Row(.CKM_BLAKE2B_256_KEY_DERIVE, "CKM_BLAKE2B_256_KEY_DERIVE", .none, nil),
    Row(.CKM_BLAKE2B_256_KEY_GEN, "CKM_BLAKE2B_256_KEY_GEN", .none, .CKK_BLAKE2B_256_HMAC),
    Row(.CKM_BLAKE2B_384_KEY_DERIVE, "CKM_BLAKE2B_384_KEY_DERIVE", .none, nil),
    Row(.CKM_BLAKE2B_384_KEY_GEN, "CKM_BLAKE2B_384_KEY_GEN", .none, .CKK_BLAKE2B_384_HMAC),
    Row(.CKM_BLAKE2B_512_KEY_DERIVE, "CKM_BLAKE2B_512_KEY_DERIVE", .none, nil),
    Row(.CKM_BLAKE2B_512_KEY_GEN, "CKM_BLAKE2B_512_KEY_GEN", .none, .CKK_BLAKE2B_512_HMAC),
  ]
}
