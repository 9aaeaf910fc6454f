internal import CCryptoki

/// How an agreed secret becomes a key: a CK_EC_KDF_TYPE.
public struct KeyDerivationFunction: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKD_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) })
}

extension KeyDerivationFunction {
  public static let CKD_NULL = Self(rawValue: CCryptoki.CKD_NULL)
  public static let CKD_SHA1_KDF = Self(rawValue: CCryptoki.CKD_SHA1_KDF)
  public static let CKD_SHA1_KDF_ASN1 = Self(rawValue: CCryptoki.CKD_SHA1_KDF_ASN1)
  public static let CKD_SHA1_KDF_CONCATENATE = Self(rawValue: CCryptoki.CKD_SHA1_KDF_CONCATENATE)
  public static let CKD_SHA224_KDF = Self(rawValue: CCryptoki.CKD_SHA224_KDF)
  public static let CKD_SHA256_KDF = Self(rawValue: CCryptoki.CKD_SHA256_KDF)
  public static let CKD_SHA384_KDF = Self(rawValue: CCryptoki.CKD_SHA384_KDF)
  public static let CKD_SHA512_KDF = Self(rawValue: CCryptoki.CKD_SHA512_KDF)
  public static let CKD_CPDIVERSIFY_KDF = Self(rawValue: CCryptoki.CKD_CPDIVERSIFY_KDF)
  public static let CKD_SHA3_224_KDF = Self(rawValue: CCryptoki.CKD_SHA3_224_KDF)
  public static let CKD_SHA3_256_KDF = Self(rawValue: CCryptoki.CKD_SHA3_256_KDF)
  public static let CKD_SHA3_384_KDF = Self(rawValue: CCryptoki.CKD_SHA3_384_KDF)
  public static let CKD_SHA3_512_KDF = Self(rawValue: CCryptoki.CKD_SHA3_512_KDF)
  public static let CKD_SHA1_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA1_KDF_SP800)
  public static let CKD_SHA224_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA224_KDF_SP800)
  public static let CKD_SHA256_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA256_KDF_SP800)
  public static let CKD_SHA384_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA384_KDF_SP800)
  public static let CKD_SHA512_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA512_KDF_SP800)
  public static let CKD_SHA3_224_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA3_224_KDF_SP800)
  public static let CKD_SHA3_256_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA3_256_KDF_SP800)
  public static let CKD_SHA3_384_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA3_384_KDF_SP800)
  public static let CKD_SHA3_512_KDF_SP800 = Self(rawValue: CCryptoki.CKD_SHA3_512_KDF_SP800)
  public static let CKD_BLAKE2B_160_KDF = Self(rawValue: CCryptoki.CKD_BLAKE2B_160_KDF)
  public static let CKD_BLAKE2B_256_KDF = Self(rawValue: CCryptoki.CKD_BLAKE2B_256_KDF)
  public static let CKD_BLAKE2B_384_KDF = Self(rawValue: CCryptoki.CKD_BLAKE2B_384_KDF)
  public static let CKD_BLAKE2B_512_KDF = Self(rawValue: CCryptoki.CKD_BLAKE2B_512_KDF)
}

extension KeyDerivationFunction {
  /// What the tables know of one key derivation function.
  public struct Row: Sendable {
    public let type: KeyDerivationFunction
    public let name: String

    init(_ type: KeyDerivationFunction, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  /// Every key derivation function of PKCS#11 2.40 to 3.2.
  public static let rows: [Row] = [
    Row(.CKD_NULL, "CKD_NULL"),
    Row(.CKD_SHA1_KDF, "CKD_SHA1_KDF"),
    Row(.CKD_SHA1_KDF_ASN1, "CKD_SHA1_KDF_ASN1"),
    Row(.CKD_SHA1_KDF_CONCATENATE, "CKD_SHA1_KDF_CONCATENATE"),
    Row(.CKD_SHA224_KDF, "CKD_SHA224_KDF"),
    Row(.CKD_SHA256_KDF, "CKD_SHA256_KDF"),
    Row(.CKD_SHA384_KDF, "CKD_SHA384_KDF"),
    Row(.CKD_SHA512_KDF, "CKD_SHA512_KDF"),
    Row(.CKD_CPDIVERSIFY_KDF, "CKD_CPDIVERSIFY_KDF"),
    Row(.CKD_SHA3_224_KDF, "CKD_SHA3_224_KDF"),
    Row(.CKD_SHA3_256_KDF, "CKD_SHA3_256_KDF"),
    Row(.CKD_SHA3_384_KDF, "CKD_SHA3_384_KDF"),
    Row(.CKD_SHA3_512_KDF, "CKD_SHA3_512_KDF"),
    Row(.CKD_SHA1_KDF_SP800, "CKD_SHA1_KDF_SP800"),
    Row(.CKD_SHA224_KDF_SP800, "CKD_SHA224_KDF_SP800"),
    Row(.CKD_SHA256_KDF_SP800, "CKD_SHA256_KDF_SP800"),
    Row(.CKD_SHA384_KDF_SP800, "CKD_SHA384_KDF_SP800"),
    Row(.CKD_SHA512_KDF_SP800, "CKD_SHA512_KDF_SP800"),
    Row(.CKD_SHA3_224_KDF_SP800, "CKD_SHA3_224_KDF_SP800"),
    Row(.CKD_SHA3_256_KDF_SP800, "CKD_SHA3_256_KDF_SP800"),
    Row(.CKD_SHA3_384_KDF_SP800, "CKD_SHA3_384_KDF_SP800"),
    Row(.CKD_SHA3_512_KDF_SP800, "CKD_SHA3_512_KDF_SP800"),
    Row(.CKD_BLAKE2B_160_KDF, "CKD_BLAKE2B_160_KDF"),
    Row(.CKD_BLAKE2B_256_KDF, "CKD_BLAKE2B_256_KDF"),
    Row(.CKD_BLAKE2B_384_KDF, "CKD_BLAKE2B_384_KDF"),
    Row(.CKD_BLAKE2B_512_KDF, "CKD_BLAKE2B_512_KDF"),
  ]
}
