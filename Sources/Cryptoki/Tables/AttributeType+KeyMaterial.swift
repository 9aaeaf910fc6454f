internal import CCryptoki

// What a key is made of: sizes, parameters, numbers.
extension AttributeType {
  public static let CKA_VALUE_LEN = Self(rawValue: CCryptoki.CKA_VALUE_LEN)
  public static let CKA_VALUE_BITS = Self(rawValue: CCryptoki.CKA_VALUE_BITS)
  public static let CKA_MODULUS = Self(rawValue: CCryptoki.CKA_MODULUS)
  public static let CKA_MODULUS_BITS = Self(rawValue: CCryptoki.CKA_MODULUS_BITS)
  public static let CKA_PUBLIC_EXPONENT = Self(rawValue: CCryptoki.CKA_PUBLIC_EXPONENT)
  public static let CKA_PRIVATE_EXPONENT = Self(rawValue: CCryptoki.CKA_PRIVATE_EXPONENT)
  public static let CKA_PRIME_1 = Self(rawValue: CCryptoki.CKA_PRIME_1)
  public static let CKA_PRIME_2 = Self(rawValue: CCryptoki.CKA_PRIME_2)
  public static let CKA_EXPONENT_1 = Self(rawValue: CCryptoki.CKA_EXPONENT_1)
  public static let CKA_EXPONENT_2 = Self(rawValue: CCryptoki.CKA_EXPONENT_2)
  public static let CKA_COEFFICIENT = Self(rawValue: CCryptoki.CKA_COEFFICIENT)
  public static let CKA_PRIME = Self(rawValue: CCryptoki.CKA_PRIME)
  public static let CKA_SUBPRIME = Self(rawValue: CCryptoki.CKA_SUBPRIME)
  public static let CKA_BASE = Self(rawValue: CCryptoki.CKA_BASE)
  public static let CKA_PRIME_BITS = Self(rawValue: CCryptoki.CKA_PRIME_BITS)
  public static let CKA_SUBPRIME_BITS = Self(rawValue: CCryptoki.CKA_SUBPRIME_BITS)
  public static let CKA_EC_PARAMS = Self(rawValue: CCryptoki.CKA_EC_PARAMS)
  public static let CKA_EC_POINT = Self(rawValue: CCryptoki.CKA_EC_POINT)
  public static let CKA_GOSTR3410_PARAMS = Self(rawValue: CCryptoki.CKA_GOSTR3410_PARAMS)
  public static let CKA_GOSTR3411_PARAMS = Self(rawValue: CCryptoki.CKA_GOSTR3411_PARAMS)
  public static let CKA_GOST28147_PARAMS = Self(rawValue: CCryptoki.CKA_GOST28147_PARAMS)
  public static let CKA_PARAMETER_SET = Self(rawValue: CCryptoki.CKA_PARAMETER_SET)
  public static let CKA_SEED = Self(rawValue: CCryptoki.CKA_SEED)
  public static let CKA_HSS_LEVELS = Self(rawValue: CCryptoki.CKA_HSS_LEVELS)
  public static let CKA_HSS_LMS_TYPE = Self(rawValue: CCryptoki.CKA_HSS_LMS_TYPE)
  public static let CKA_HSS_LMOTS_TYPE = Self(rawValue: CCryptoki.CKA_HSS_LMOTS_TYPE)
  public static let CKA_HSS_LMS_TYPES = Self(rawValue: CCryptoki.CKA_HSS_LMS_TYPES)
  public static let CKA_HSS_LMOTS_TYPES = Self(rawValue: CCryptoki.CKA_HSS_LMOTS_TYPES)
  public static let CKA_HSS_KEYS_REMAINING = Self(rawValue: CCryptoki.CKA_HSS_KEYS_REMAINING)

  static let keyMaterialRows: [Row] = [
    Row(.CKA_VALUE_LEN, "CKA_VALUE_LEN", .number, .secretKey, "length in bytes"),
    Row(.CKA_VALUE_BITS, "CKA_VALUE_BITS", .number, .privateKey, "length of the private number in bits"),
    Row(.CKA_MODULUS, "CKA_MODULUS", .bigInteger, .pair, "RSA modulus"),
    Row(.CKA_MODULUS_BITS, "CKA_MODULUS_BITS", .number, .publicKey, "RSA modulus length in bits"),
    Row(.CKA_PUBLIC_EXPONENT, "CKA_PUBLIC_EXPONENT", .bigInteger, .pair, "RSA public exponent"),
    Row(
      .CKA_PRIVATE_EXPONENT, "CKA_PRIVATE_EXPONENT", .bigInteger, .privateKey, "RSA private exponent", isSensitive: true
    ),
    Row(.CKA_PRIME_1, "CKA_PRIME_1", .bigInteger, .privateKey, "first RSA prime", isSensitive: true),
    Row(.CKA_PRIME_2, "CKA_PRIME_2", .bigInteger, .privateKey, "second RSA prime", isSensitive: true),
    Row(
      .CKA_EXPONENT_1, "CKA_EXPONENT_1", .bigInteger, .privateKey, "private exponent modulo the first prime",
      isSensitive: true),
    Row(
      .CKA_EXPONENT_2, "CKA_EXPONENT_2", .bigInteger, .privateKey, "private exponent modulo the second prime",
      isSensitive: true),
    Row(
      .CKA_COEFFICIENT, "CKA_COEFFICIENT", .bigInteger, .privateKey, "RSA coefficient (second prime inverted)",
      isSensitive: true),
    Row(.CKA_PRIME, "CKA_PRIME", .bigInteger, [.pair, .other], "prime of the domain"),
    Row(.CKA_SUBPRIME, "CKA_SUBPRIME", .bigInteger, [.pair, .other], "subprime of the domain"),
    Row(.CKA_BASE, "CKA_BASE", .bigInteger, [.pair, .other], "base of the domain"),
    Row(.CKA_PRIME_BITS, "CKA_PRIME_BITS", .number, .other, "length of the prime in bits"),
    Row(.CKA_SUBPRIME_BITS, "CKA_SUBPRIME_BITS", .number, .other, "length of the subprime in bits"),
    Row(.CKA_EC_PARAMS, "CKA_EC_PARAMS", .bytes, [.pair, .other], "curve"),
    Row(.CKA_EC_POINT, "CKA_EC_POINT", .bytes, .publicKey, "point of the public key"),
    Row(.CKA_GOSTR3410_PARAMS, "CKA_GOSTR3410_PARAMS", .bytes, [.pair, .other], "GOST R 34.10 parameters"),
    Row(.CKA_GOSTR3411_PARAMS, "CKA_GOSTR3411_PARAMS", .bytes, [.anyKey, .other], "GOST R 34.11 parameters"),
    Row(.CKA_GOST28147_PARAMS, "CKA_GOST28147_PARAMS", .bytes, [.anyKey, .other], "GOST 28147-89 parameters"),
    Row(.CKA_PARAMETER_SET, "CKA_PARAMETER_SET", .number, .pair, "parameter set of a post-quantum key"),
    Row(.CKA_SEED, "CKA_SEED", .bytes, .privateKey, "seed from which the private key is made", isSensitive: true),
    Row(.CKA_HSS_LEVELS, "CKA_HSS_LEVELS", .number, .pair, "levels of the hash tree"),
    Row(.CKA_HSS_LMS_TYPE, "CKA_HSS_LMS_TYPE", .number, .publicKey, "height of the top hash tree"),
    Row(.CKA_HSS_LMOTS_TYPE, "CKA_HSS_LMOTS_TYPE", .number, .publicKey, "one-time signature of the top hash tree"),
    Row(.CKA_HSS_LMS_TYPES, "CKA_HSS_LMS_TYPES", .numberList, .privateKey, "heights of the hash trees, from the top"),
    Row(
      .CKA_HSS_LMOTS_TYPES, "CKA_HSS_LMOTS_TYPES", .numberList, .privateKey,
      "one-time signatures of the hash trees, from the top"),
    Row(
      .CKA_HSS_KEYS_REMAINING, "CKA_HSS_KEYS_REMAINING", .number, .privateKey, "signatures that the key can still make",
      isReadOnly: true),
  ]
}
