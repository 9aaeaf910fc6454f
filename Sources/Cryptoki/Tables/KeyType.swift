internal import CCryptoki

/// What sort of key: a CK_KEY_TYPE.
public struct KeyType: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKK_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) }, aliases: aliases)
}

extension KeyType {
  public static let CKK_RSA = Self(rawValue: CCryptoki.CKK_RSA)
  public static let CKK_DSA = Self(rawValue: CCryptoki.CKK_DSA)
  public static let CKK_DH = Self(rawValue: CCryptoki.CKK_DH)
  public static let CKK_EC = Self(rawValue: CCryptoki.CKK_EC)
  public static let CKK_X9_42_DH = Self(rawValue: CCryptoki.CKK_X9_42_DH)
  public static let CKK_KEA = Self(rawValue: CCryptoki.CKK_KEA)
  public static let CKK_GENERIC_SECRET = Self(rawValue: CCryptoki.CKK_GENERIC_SECRET)
  public static let CKK_RC2 = Self(rawValue: CCryptoki.CKK_RC2)
  public static let CKK_RC4 = Self(rawValue: CCryptoki.CKK_RC4)
  public static let CKK_DES = Self(rawValue: CCryptoki.CKK_DES)
  public static let CKK_DES2 = Self(rawValue: CCryptoki.CKK_DES2)
  public static let CKK_DES3 = Self(rawValue: CCryptoki.CKK_DES3)
  public static let CKK_CAST = Self(rawValue: CCryptoki.CKK_CAST)
  public static let CKK_CAST3 = Self(rawValue: CCryptoki.CKK_CAST3)
  public static let CKK_CAST128 = Self(rawValue: CCryptoki.CKK_CAST128)
  public static let CKK_RC5 = Self(rawValue: CCryptoki.CKK_RC5)
  public static let CKK_IDEA = Self(rawValue: CCryptoki.CKK_IDEA)
  public static let CKK_SKIPJACK = Self(rawValue: CCryptoki.CKK_SKIPJACK)
  public static let CKK_BATON = Self(rawValue: CCryptoki.CKK_BATON)
  public static let CKK_JUNIPER = Self(rawValue: CCryptoki.CKK_JUNIPER)
  public static let CKK_CDMF = Self(rawValue: CCryptoki.CKK_CDMF)
  public static let CKK_AES = Self(rawValue: CCryptoki.CKK_AES)
  public static let CKK_BLOWFISH = Self(rawValue: CCryptoki.CKK_BLOWFISH)
  public static let CKK_TWOFISH = Self(rawValue: CCryptoki.CKK_TWOFISH)
  public static let CKK_SECURID = Self(rawValue: CCryptoki.CKK_SECURID)
  public static let CKK_HOTP = Self(rawValue: CCryptoki.CKK_HOTP)
  public static let CKK_ACTI = Self(rawValue: CCryptoki.CKK_ACTI)
  public static let CKK_CAMELLIA = Self(rawValue: CCryptoki.CKK_CAMELLIA)
  public static let CKK_ARIA = Self(rawValue: CCryptoki.CKK_ARIA)
  public static let CKK_MD5_HMAC = Self(rawValue: CCryptoki.CKK_MD5_HMAC)
  public static let CKK_SHA_1_HMAC = Self(rawValue: CCryptoki.CKK_SHA_1_HMAC)
  public static let CKK_RIPEMD128_HMAC = Self(rawValue: CCryptoki.CKK_RIPEMD128_HMAC)
  public static let CKK_RIPEMD160_HMAC = Self(rawValue: CCryptoki.CKK_RIPEMD160_HMAC)
  public static let CKK_SHA256_HMAC = Self(rawValue: CCryptoki.CKK_SHA256_HMAC)
  public static let CKK_SHA384_HMAC = Self(rawValue: CCryptoki.CKK_SHA384_HMAC)
  public static let CKK_SHA512_HMAC = Self(rawValue: CCryptoki.CKK_SHA512_HMAC)
  public static let CKK_SHA224_HMAC = Self(rawValue: CCryptoki.CKK_SHA224_HMAC)
  public static let CKK_SEED = Self(rawValue: CCryptoki.CKK_SEED)
  public static let CKK_GOSTR3410 = Self(rawValue: CCryptoki.CKK_GOSTR3410)
  public static let CKK_GOSTR3411 = Self(rawValue: CCryptoki.CKK_GOSTR3411)
  public static let CKK_GOST28147 = Self(rawValue: CCryptoki.CKK_GOST28147)
  public static let CKK_CHACHA20 = Self(rawValue: CCryptoki.CKK_CHACHA20)
  public static let CKK_POLY1305 = Self(rawValue: CCryptoki.CKK_POLY1305)
  public static let CKK_AES_XTS = Self(rawValue: CCryptoki.CKK_AES_XTS)
  public static let CKK_SHA3_224_HMAC = Self(rawValue: CCryptoki.CKK_SHA3_224_HMAC)
  public static let CKK_SHA3_256_HMAC = Self(rawValue: CCryptoki.CKK_SHA3_256_HMAC)
  public static let CKK_SHA3_384_HMAC = Self(rawValue: CCryptoki.CKK_SHA3_384_HMAC)
  public static let CKK_SHA3_512_HMAC = Self(rawValue: CCryptoki.CKK_SHA3_512_HMAC)
  public static let CKK_BLAKE2B_160_HMAC = Self(rawValue: CCryptoki.CKK_BLAKE2B_160_HMAC)
  public static let CKK_BLAKE2B_256_HMAC = Self(rawValue: CCryptoki.CKK_BLAKE2B_256_HMAC)
  public static let CKK_BLAKE2B_384_HMAC = Self(rawValue: CCryptoki.CKK_BLAKE2B_384_HMAC)
  public static let CKK_BLAKE2B_512_HMAC = Self(rawValue: CCryptoki.CKK_BLAKE2B_512_HMAC)
  public static let CKK_SALSA20 = Self(rawValue: CCryptoki.CKK_SALSA20)
  public static let CKK_X2RATCHET = Self(rawValue: CCryptoki.CKK_X2RATCHET)
  public static let CKK_EC_EDWARDS = Self(rawValue: CCryptoki.CKK_EC_EDWARDS)
  public static let CKK_EC_MONTGOMERY = Self(rawValue: CCryptoki.CKK_EC_MONTGOMERY)
  public static let CKK_HKDF = Self(rawValue: CCryptoki.CKK_HKDF)
  public static let CKK_SHA512_224_HMAC = Self(rawValue: CCryptoki.CKK_SHA512_224_HMAC)
  public static let CKK_SHA512_256_HMAC = Self(rawValue: CCryptoki.CKK_SHA512_256_HMAC)
  public static let CKK_SHA512_T_HMAC = Self(rawValue: CCryptoki.CKK_SHA512_T_HMAC)
  public static let CKK_HSS = Self(rawValue: CCryptoki.CKK_HSS)
  public static let CKK_XMSS = Self(rawValue: CCryptoki.CKK_XMSS)
  public static let CKK_XMSSMT = Self(rawValue: CCryptoki.CKK_XMSSMT)
  public static let CKK_ML_KEM = Self(rawValue: CCryptoki.CKK_ML_KEM)
  public static let CKK_ML_DSA = Self(rawValue: CCryptoki.CKK_ML_DSA)
  public static let CKK_SLH_DSA = Self(rawValue: CCryptoki.CKK_SLH_DSA)
}

extension KeyType {
  /// What the tables know of one key type.
  public struct Row: Sendable {
    public let type: KeyType
    public let name: String

    init(_ type: KeyType, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  /// Every key type of PKCS#11 2.40 to 3.2.
  public static let rows: [Row] = [
    Row(.CKK_RSA, "CKK_RSA"),
    Row(.CKK_DSA, "CKK_DSA"),
    Row(.CKK_DH, "CKK_DH"),
    Row(.CKK_EC, "CKK_EC"),
    Row(.CKK_X9_42_DH, "CKK_X9_42_DH"),
    Row(.CKK_KEA, "CKK_KEA"),
    Row(.CKK_GENERIC_SECRET, "CKK_GENERIC_SECRET"),
    Row(.CKK_RC2, "CKK_RC2"),
    Row(.CKK_RC4, "CKK_RC4"),
    Row(.CKK_DES, "CKK_DES"),
    Row(.CKK_DES2, "CKK_DES2"),
    Row(.CKK_DES3, "CKK_DES3"),
    Row(.CKK_CAST, "CKK_CAST"),
    Row(.CKK_CAST3, "CKK_CAST3"),
    Row(.CKK_CAST128, "CKK_CAST128"),
    Row(.CKK_RC5, "CKK_RC5"),
    Row(.CKK_IDEA, "CKK_IDEA"),
    Row(.CKK_SKIPJACK, "CKK_SKIPJACK"),
    Row(.CKK_BATON, "CKK_BATON"),
    Row(.CKK_JUNIPER, "CKK_JUNIPER"),
    Row(.CKK_CDMF, "CKK_CDMF"),
    Row(.CKK_AES, "CKK_AES"),
    Row(.CKK_BLOWFISH, "CKK_BLOWFISH"),
    Row(.CKK_TWOFISH, "CKK_TWOFISH"),
    Row(.CKK_SECURID, "CKK_SECURID"),
    Row(.CKK_HOTP, "CKK_HOTP"),
    Row(.CKK_ACTI, "CKK_ACTI"),
    Row(.CKK_CAMELLIA, "CKK_CAMELLIA"),
    Row(.CKK_ARIA, "CKK_ARIA"),
    Row(.CKK_MD5_HMAC, "CKK_MD5_HMAC"),
    Row(.CKK_SHA_1_HMAC, "CKK_SHA_1_HMAC"),
    Row(.CKK_RIPEMD128_HMAC, "CKK_RIPEMD128_HMAC"),
    Row(.CKK_RIPEMD160_HMAC, "CKK_RIPEMD160_HMAC"),
    Row(.CKK_SHA256_HMAC, "CKK_SHA256_HMAC"),
    Row(.CKK_SHA384_HMAC, "CKK_SHA384_HMAC"),
    Row(.CKK_SHA512_HMAC, "CKK_SHA512_HMAC"),
    Row(.CKK_SHA224_HMAC, "CKK_SHA224_HMAC"),
    Row(.CKK_SEED, "CKK_SEED"),
    Row(.CKK_GOSTR3410, "CKK_GOSTR3410"),
    Row(.CKK_GOSTR3411, "CKK_GOSTR3411"),
    Row(.CKK_GOST28147, "CKK_GOST28147"),
    Row(.CKK_CHACHA20, "CKK_CHACHA20"),
    Row(.CKK_POLY1305, "CKK_POLY1305"),
    Row(.CKK_AES_XTS, "CKK_AES_XTS"),
    Row(.CKK_SHA3_224_HMAC, "CKK_SHA3_224_HMAC"),
    Row(.CKK_SHA3_256_HMAC, "CKK_SHA3_256_HMAC"),
    Row(.CKK_SHA3_384_HMAC, "CKK_SHA3_384_HMAC"),
    Row(.CKK_SHA3_512_HMAC, "CKK_SHA3_512_HMAC"),
    Row(.CKK_BLAKE2B_160_HMAC, "CKK_BLAKE2B_160_HMAC"),
    Row(.CKK_BLAKE2B_256_HMAC, "CKK_BLAKE2B_256_HMAC"),
    Row(.CKK_BLAKE2B_384_HMAC, "CKK_BLAKE2B_384_HMAC"),
    Row(.CKK_BLAKE2B_512_HMAC, "CKK_BLAKE2B_512_HMAC"),
    Row(.CKK_SALSA20, "CKK_SALSA20"),
    Row(.CKK_X2RATCHET, "CKK_X2RATCHET"),
    Row(.CKK_EC_EDWARDS, "CKK_EC_EDWARDS"),
    Row(.CKK_EC_MONTGOMERY, "CKK_EC_MONTGOMERY"),
    Row(.CKK_HKDF, "CKK_HKDF"),
    Row(.CKK_SHA512_224_HMAC, "CKK_SHA512_224_HMAC"),
    Row(.CKK_SHA512_256_HMAC, "CKK_SHA512_256_HMAC"),
    Row(.CKK_SHA512_T_HMAC, "CKK_SHA512_T_HMAC"),
    Row(.CKK_HSS, "CKK_HSS"),
    Row(.CKK_XMSS, "CKK_XMSS"),
    Row(.CKK_XMSSMT, "CKK_XMSSMT"),
    Row(.CKK_ML_KEM, "CKK_ML_KEM"),
    Row(.CKK_ML_DSA, "CKK_ML_DSA"),
    Row(.CKK_SLH_DSA, "CKK_SLH_DSA"),
  ]

  /// Other spellings of the standard.
  static let aliases: [String: Self] = [
    "CKK_CAST5": .CKK_CAST128,
    "CKK_ECDSA": .CKK_EC,
  ]
}
