internal import CCryptoki

// Mechanisms, data, signatures and random numbers.
extension ReturnCode {
  public static let CKR_MECHANISM_INVALID = Self(rawValue: CCryptoki.CKR_MECHANISM_INVALID)
  public static let CKR_MECHANISM_PARAM_INVALID = Self(rawValue: CCryptoki.CKR_MECHANISM_PARAM_INVALID)
  public static let CKR_DATA_INVALID = Self(rawValue: CCryptoki.CKR_DATA_INVALID)
  public static let CKR_DATA_LEN_RANGE = Self(rawValue: CCryptoki.CKR_DATA_LEN_RANGE)
  public static let CKR_ENCRYPTED_DATA_INVALID = Self(rawValue: CCryptoki.CKR_ENCRYPTED_DATA_INVALID)
  public static let CKR_ENCRYPTED_DATA_LEN_RANGE = Self(rawValue: CCryptoki.CKR_ENCRYPTED_DATA_LEN_RANGE)
  public static let CKR_AEAD_DECRYPT_FAILED = Self(rawValue: CCryptoki.CKR_AEAD_DECRYPT_FAILED)
  public static let CKR_SIGNATURE_INVALID = Self(rawValue: CCryptoki.CKR_SIGNATURE_INVALID)
  public static let CKR_SIGNATURE_LEN_RANGE = Self(rawValue: CCryptoki.CKR_SIGNATURE_LEN_RANGE)
  public static let CKR_RANDOM_SEED_NOT_SUPPORTED = Self(rawValue: CCryptoki.CKR_RANDOM_SEED_NOT_SUPPORTED)
  public static let CKR_RANDOM_NO_RNG = Self(rawValue: CCryptoki.CKR_RANDOM_NO_RNG)
  public static let CKR_SEED_RANDOM_REQUIRED = Self(rawValue: CCryptoki.CKR_SEED_RANDOM_REQUIRED)
  public static let CKR_EXCEEDED_MAX_ITERATIONS = Self(rawValue: CCryptoki.CKR_EXCEEDED_MAX_ITERATIONS)

  static let dataRows: [Row] = [
    Row(
      .CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID",
      "the token does not have this mechanism, or not for this use",
      "choose a mechanism that the token lists"),
    Row(
      .CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID",
      "the token does not take these mechanism parameters",
      "check IV, hash, MGF, salt length and the like"),
    Row(
      .CKR_DATA_INVALID, "CKR_DATA_INVALID",
      "the data is not what the mechanism takes",
      "check the data and the mechanism"),
    Row(
      .CKR_DATA_LEN_RANGE, "CKR_DATA_LEN_RANGE",
      "the data is too long, too short, or no multiple of the block size",
      "use a mechanism that hashes or pads, or data of another length"),
    Row(
      .CKR_ENCRYPTED_DATA_INVALID, "CKR_ENCRYPTED_DATA_INVALID",
      "the encrypted data is damaged, or the key is another one",
      "check key, mechanism and data"),
    Row(
      .CKR_ENCRYPTED_DATA_LEN_RANGE, "CKR_ENCRYPTED_DATA_LEN_RANGE",
      "the encrypted data has a length that cannot be right",
      "check that the data is complete"),
    Row(
      .CKR_AEAD_DECRYPT_FAILED, "CKR_AEAD_DECRYPT_FAILED",
      "the encrypted data was changed, or the key is another one",
      "check key, IV, additional data and data"),
    Row(
      .CKR_SIGNATURE_INVALID, "CKR_SIGNATURE_INVALID",
      "the signature does not match",
      "check key, mechanism and data; else the data was changed"),
    Row(
      .CKR_SIGNATURE_LEN_RANGE, "CKR_SIGNATURE_LEN_RANGE",
      "the signature has a length that cannot be right",
      "check its format (raw or DER) and that it is complete"),
    Row(
      .CKR_RANDOM_SEED_NOT_SUPPORTED, "CKR_RANDOM_SEED_NOT_SUPPORTED",
      "the token's random generator takes no seed",
      "nothing to do; it works without"),
    Row(.CKR_RANDOM_NO_RNG, "CKR_RANDOM_NO_RNG", "the token has no random generator", "use another token"),
    Row(
      .CKR_SEED_RANDOM_REQUIRED, "CKR_SEED_RANDOM_REQUIRED",
      "the token's random generator must be seeded first",
      "seed it with the vendor's tools"),
    Row(
      .CKR_EXCEEDED_MAX_ITERATIONS, "CKR_EXCEEDED_MAX_ITERATIONS",
      "the token did not find suitable numbers in the time it allows itself",
      "try again"),
  ]
}
