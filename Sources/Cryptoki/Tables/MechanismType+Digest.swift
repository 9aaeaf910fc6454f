internal import CCryptoki

// Hash functions and their HMACs.
extension MechanismType {
  public static let CKM_SHA512_224 = Self(rawValue: CCryptoki.CKM_SHA512_224)
  public static let CKM_SHA512_224_HMAC = Self(rawValue: CCryptoki.CKM_SHA512_224_HMAC)
  public static let CKM_SHA512_224_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA512_224_HMAC_GENERAL)
  public static let CKM_SHA512_256 = Self(rawValue: CCryptoki.CKM_SHA512_256)
  public static let CKM_SHA512_256_HMAC = Self(rawValue: CCryptoki.CKM_SHA512_256_HMAC)
  public static let CKM_SHA512_256_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA512_256_HMAC_GENERAL)
  public static let CKM_SHA512_T = Self(rawValue: CCryptoki.CKM_SHA512_T)
  public static let CKM_SHA512_T_HMAC = Self(rawValue: CCryptoki.CKM_SHA512_T_HMAC)
  public static let CKM_SHA512_T_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA512_T_HMAC_GENERAL)
  public static let CKM_MD2 = Self(rawValue: CCryptoki.CKM_MD2)
  public static let CKM_MD2_HMAC = Self(rawValue: CCryptoki.CKM_MD2_HMAC)
  public static let CKM_MD2_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_MD2_HMAC_GENERAL)
  public static let CKM_MD5 = Self(rawValue: CCryptoki.CKM_MD5)
  public static let CKM_MD5_HMAC = Self(rawValue: CCryptoki.CKM_MD5_HMAC)
  public static let CKM_MD5_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_MD5_HMAC_GENERAL)
  public static let CKM_SHA_1 = Self(rawValue: CCryptoki.CKM_SHA_1)
  public static let CKM_SHA_1_HMAC = Self(rawValue: CCryptoki.CKM_SHA_1_HMAC)
  public static let CKM_SHA_1_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA_1_HMAC_GENERAL)
  public static let CKM_RIPEMD128 = Self(rawValue: CCryptoki.CKM_RIPEMD128)
  public static let CKM_RIPEMD128_HMAC = Self(rawValue: CCryptoki.CKM_RIPEMD128_HMAC)
  public static let CKM_RIPEMD128_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_RIPEMD128_HMAC_GENERAL)
  public static let CKM_RIPEMD160 = Self(rawValue: CCryptoki.CKM_RIPEMD160)
  public static let CKM_RIPEMD160_HMAC = Self(rawValue: CCryptoki.CKM_RIPEMD160_HMAC)
  public static let CKM_RIPEMD160_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_RIPEMD160_HMAC_GENERAL)
  public static let CKM_SHA256 = Self(rawValue: CCryptoki.CKM_SHA256)
  public static let CKM_SHA256_HMAC = Self(rawValue: CCryptoki.CKM_SHA256_HMAC)
  public static let CKM_SHA256_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA256_HMAC_GENERAL)
  public static let CKM_SHA224 = Self(rawValue: CCryptoki.CKM_SHA224)
  public static let CKM_SHA224_HMAC = Self(rawValue: CCryptoki.CKM_SHA224_HMAC)
  public static let CKM_SHA224_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA224_HMAC_GENERAL)
  public static let CKM_SHA384 = Self(rawValue: CCryptoki.CKM_SHA384)
  public static let CKM_SHA384_HMAC = Self(rawValue: CCryptoki.CKM_SHA384_HMAC)
  public static let CKM_SHA384_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA384_HMAC_GENERAL)
  public static let CKM_SHA512 = Self(rawValue: CCryptoki.CKM_SHA512)
  public static let CKM_SHA512_HMAC = Self(rawValue: CCryptoki.CKM_SHA512_HMAC)
  public static let CKM_SHA512_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA512_HMAC_GENERAL)
  public static let CKM_SHA3_256 = Self(rawValue: CCryptoki.CKM_SHA3_256)
  public static let CKM_SHA3_256_HMAC = Self(rawValue: CCryptoki.CKM_SHA3_256_HMAC)
  public static let CKM_SHA3_256_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA3_256_HMAC_GENERAL)
  public static let CKM_SHA3_224 = Self(rawValue: CCryptoki.CKM_SHA3_224)
  public static let CKM_SHA3_224_HMAC = Self(rawValue: CCryptoki.CKM_SHA3_224_HMAC)
  public static let CKM_SHA3_224_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA3_224_HMAC_GENERAL)
  public static let CKM_SHA3_384 = Self(rawValue: CCryptoki.CKM_SHA3_384)
  public static let CKM_SHA3_384_HMAC = Self(rawValue: CCryptoki.CKM_SHA3_384_HMAC)
  public static let CKM_SHA3_384_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA3_384_HMAC_GENERAL)
  public static let CKM_SHA3_512 = Self(rawValue: CCryptoki.CKM_SHA3_512)
  public static let CKM_SHA3_512_HMAC = Self(rawValue: CCryptoki.CKM_SHA3_512_HMAC)
  public static let CKM_SHA3_512_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_SHA3_512_HMAC_GENERAL)
  public static let CKM_FASTHASH = Self(rawValue: CCryptoki.CKM_FASTHASH)
  public static let CKM_BLAKE2B_160 = Self(rawValue: CCryptoki.CKM_BLAKE2B_160)
  public static let CKM_BLAKE2B_160_HMAC = Self(rawValue: CCryptoki.CKM_BLAKE2B_160_HMAC)
  public static let CKM_BLAKE2B_160_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_BLAKE2B_160_HMAC_GENERAL)
  public static let CKM_BLAKE2B_256 = Self(rawValue: CCryptoki.CKM_BLAKE2B_256)
  public static let CKM_BLAKE2B_256_HMAC = Self(rawValue: CCryptoki.CKM_BLAKE2B_256_HMAC)
  public static let CKM_BLAKE2B_256_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_BLAKE2B_256_HMAC_GENERAL)
  public static let CKM_BLAKE2B_384 = Self(rawValue: CCryptoki.CKM_BLAKE2B_384)
  public static let CKM_BLAKE2B_384_HMAC = Self(rawValue: CCryptoki.CKM_BLAKE2B_384_HMAC)
  public static let CKM_BLAKE2B_384_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_BLAKE2B_384_HMAC_GENERAL)
  public static let CKM_BLAKE2B_512 = Self(rawValue: CCryptoki.CKM_BLAKE2B_512)
  public static let CKM_BLAKE2B_512_HMAC = Self(rawValue: CCryptoki.CKM_BLAKE2B_512_HMAC)
  public static let CKM_BLAKE2B_512_HMAC_GENERAL = Self(rawValue: CCryptoki.CKM_BLAKE2B_512_HMAC_GENERAL)

  static let digestRows: [Row] = [
    Row(.CKM_SHA512_224, "CKM_SHA512_224", .none, nil),
    Row(.CKM_SHA512_224_HMAC, "CKM_SHA512_224_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA512_224_HMAC_GENERAL, "CKM_SHA512_224_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA512_256, "CKM_SHA512_256", .none, nil),
    Row(.CKM_SHA512_256_HMAC, "CKM_SHA512_256_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA512_256_HMAC_GENERAL, "CKM_SHA512_256_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA512_T, "CKM_SHA512_T", .none, nil),
    Row(.CKM_SHA512_T_HMAC, "CKM_SHA512_T_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA512_T_HMAC_GENERAL, "CKM_SHA512_T_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_MD2, "CKM_MD2", .none, nil),
    Row(.CKM_MD2_HMAC, "CKM_MD2_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_MD2_HMAC_GENERAL, "CKM_MD2_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_MD5, "CKM_MD5", .none, nil),
    Row(.CKM_MD5_HMAC, "CKM_MD5_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_MD5_HMAC_GENERAL, "CKM_MD5_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA_1, "CKM_SHA_1", .none, nil),
    Row(.CKM_SHA_1_HMAC, "CKM_SHA_1_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA_1_HMAC_GENERAL, "CKM_SHA_1_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_RIPEMD128, "CKM_RIPEMD128", .none, nil),
    Row(.CKM_RIPEMD128_HMAC, "CKM_RIPEMD128_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_RIPEMD128_HMAC_GENERAL, "CKM_RIPEMD128_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_RIPEMD160, "CKM_RIPEMD160", .none, nil),
    Row(.CKM_RIPEMD160_HMAC, "CKM_RIPEMD160_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_RIPEMD160_HMAC_GENERAL, "CKM_RIPEMD160_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA256, "CKM_SHA256", .none, nil),
    Row(.CKM_SHA256_HMAC, "CKM_SHA256_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA256_HMAC_GENERAL, "CKM_SHA256_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA224, "CKM_SHA224", .none, nil),
    Row(.CKM_SHA224_HMAC, "CKM_SHA224_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA224_HMAC_GENERAL, "CKM_SHA224_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA384, "CKM_SHA384", .none, nil),
    Row(.CKM_SHA384_HMAC, "CKM_SHA384_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA384_HMAC_GENERAL, "CKM_SHA384_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA512, "CKM_SHA512", .none, nil),
    Row(.CKM_SHA512_HMAC, "CKM_SHA512_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA512_HMAC_GENERAL, "CKM_SHA512_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_256, "CKM_SHA3_256", .none, nil),
    Row(.CKM_SHA3_256_HMAC, "CKM_SHA3_256_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_256_HMAC_GENERAL, "CKM_SHA3_256_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_224, "CKM_SHA3_224", .none, nil),
    Row(.CKM_SHA3_224_HMAC, "CKM_SHA3_224_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_224_HMAC_GENERAL, "CKM_SHA3_224_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_384, "CKM_SHA3_384", .none, nil),
    Row(.CKM_SHA3_384_HMAC, "CKM_SHA3_384_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_384_HMAC_GENERAL, "CKM_SHA3_384_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_512, "CKM_SHA3_512", .none, nil),
    Row(.CKM_SHA3_512_HMAC, "CKM_SHA3_512_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_SHA3_512_HMAC_GENERAL, "CKM_SHA3_512_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_FASTHASH, "CKM_FASTHASH", .none, nil),
    Row(.CKM_BLAKE2B_160, "CKM_BLAKE2B_160", .none, nil),
    Row(.CKM_BLAKE2B_160_HMAC, "CKM_BLAKE2B_160_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_BLAKE2B_160_HMAC_GENERAL, "CKM_BLAKE2B_160_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_BLAKE2B_256, "CKM_BLAKE2B_256", .none, nil),
    Row(.CKM_BLAKE2B_256_HMAC, "CKM_BLAKE2B_256_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_BLAKE2B_256_HMAC_GENERAL, "CKM_BLAKE2B_256_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_BLAKE2B_384, "CKM_BLAKE2B_384", .none, nil),
    Row(.CKM_BLAKE2B_384_HMAC, "CKM_BLAKE2B_384_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_BLAKE2B_384_HMAC_GENERAL, "CKM_BLAKE2B_384_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
    Row(.CKM_BLAKE2B_512, "CKM_BLAKE2B_512", .none, nil),
    Row(.CKM_BLAKE2B_512_HMAC, "CKM_BLAKE2B_512_HMAC", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_BLAKE2B_512_HMAC_GENERAL, "CKM_BLAKE2B_512_HMAC_GENERAL", .macLength, .CKK_GENERIC_SECRET),
  ]
}
