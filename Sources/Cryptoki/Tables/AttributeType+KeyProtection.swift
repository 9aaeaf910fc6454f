internal import CCryptoki

// How a key is guarded, and where it came from.
extension AttributeType {
  public static let CKA_SENSITIVE = Self(rawValue: CCryptoki.CKA_SENSITIVE)
  public static let CKA_EXTRACTABLE = Self(rawValue: CCryptoki.CKA_EXTRACTABLE)
  public static let CKA_ALWAYS_SENSITIVE = Self(rawValue: CCryptoki.CKA_ALWAYS_SENSITIVE)
  public static let CKA_NEVER_EXTRACTABLE = Self(rawValue: CCryptoki.CKA_NEVER_EXTRACTABLE)
  public static let CKA_WRAP_WITH_TRUSTED = Self(rawValue: CCryptoki.CKA_WRAP_WITH_TRUSTED)
  public static let CKA_TRUSTED = Self(rawValue: CCryptoki.CKA_TRUSTED)
  public static let CKA_ALWAYS_AUTHENTICATE = Self(rawValue: CCryptoki.CKA_ALWAYS_AUTHENTICATE)
  public static let CKA_LOCAL = Self(rawValue: CCryptoki.CKA_LOCAL)
  public static let CKA_KEY_GEN_MECHANISM = Self(rawValue: CCryptoki.CKA_KEY_GEN_MECHANISM)
  public static let CKA_CHECK_VALUE = Self(rawValue: CCryptoki.CKA_CHECK_VALUE)
  public static let CKA_PUBLIC_KEY_INFO = Self(rawValue: CCryptoki.CKA_PUBLIC_KEY_INFO)
  public static let CKA_PUBLIC_CRC64_VALUE = Self(rawValue: CCryptoki.CKA_PUBLIC_CRC64_VALUE)
  public static let CKA_WRAP_TEMPLATE = Self(rawValue: CCryptoki.CKA_WRAP_TEMPLATE)
  public static let CKA_UNWRAP_TEMPLATE = Self(rawValue: CCryptoki.CKA_UNWRAP_TEMPLATE)
  public static let CKA_DERIVE_TEMPLATE = Self(rawValue: CCryptoki.CKA_DERIVE_TEMPLATE)
  public static let CKA_ENCAPSULATE_TEMPLATE = Self(rawValue: CCryptoki.CKA_ENCAPSULATE_TEMPLATE)
  public static let CKA_DECAPSULATE_TEMPLATE = Self(rawValue: CCryptoki.CKA_DECAPSULATE_TEMPLATE)
  public static let CKA_OBJECT_VALIDATION_FLAGS = Self(rawValue: CCryptoki.CKA_OBJECT_VALIDATION_FLAGS)
  public static let CKA_SECONDARY_AUTH = Self(rawValue: CCryptoki.CKA_SECONDARY_AUTH)
  public static let CKA_AUTH_PIN_FLAGS = Self(rawValue: CCryptoki.CKA_AUTH_PIN_FLAGS)

  static let keyProtectionRows: [Row] = [
    Row(.CKA_SENSITIVE, "CKA_SENSITIVE", .bool, .secretOrPrivate, "value cannot be read in plain text"),
    Row(.CKA_EXTRACTABLE, "CKA_EXTRACTABLE", .bool, .secretOrPrivate, "may leave the token wrapped"),
    Row(
      .CKA_ALWAYS_SENSITIVE, "CKA_ALWAYS_SENSITIVE", .bool, .secretOrPrivate, "was sensitive from the beginning",
      isReadOnly: true),
    Row(
      .CKA_NEVER_EXTRACTABLE, "CKA_NEVER_EXTRACTABLE", .bool, .secretOrPrivate, "could never leave the token",
      isReadOnly: true),
    Row(.CKA_WRAP_WITH_TRUSTED, "CKA_WRAP_WITH_TRUSTED", .bool, .secretOrPrivate, "only a trusted key may wrap it"),
    Row(.CKA_TRUSTED, "CKA_TRUSTED", .bool, [.publicKey, .secretKey, .other], "trusted by the security officer"),
    Row(.CKA_ALWAYS_AUTHENTICATE, "CKA_ALWAYS_AUTHENTICATE", .bool, .privateKey, "asks for the PIN at every use"),
    Row(.CKA_LOCAL, "CKA_LOCAL", .bool, .anyKey, "made on this token", isReadOnly: true),
    Row(
      .CKA_KEY_GEN_MECHANISM, "CKA_KEY_GEN_MECHANISM", .mechanism, .anyKey, "mechanism that made it", isReadOnly: true),
    Row(
      .CKA_CHECK_VALUE, "CKA_CHECK_VALUE", .bytes, [.secretKey, .other],
      "check value, to tell whether two keys are the same"),
    Row(
      .CKA_PUBLIC_KEY_INFO, "CKA_PUBLIC_KEY_INFO", .bytes, [.pair, .other],
      "the public key in DER (SubjectPublicKeyInfo)"),
    Row(.CKA_PUBLIC_CRC64_VALUE, "CKA_PUBLIC_CRC64_VALUE", .bytes, .pair, "checksum over the public key"),
    Row(
      .CKA_WRAP_TEMPLATE, "CKA_WRAP_TEMPLATE", .template, [.publicKey, .secretKey],
      "what a key must look like for this one to wrap it"),
    Row(
      .CKA_UNWRAP_TEMPLATE, "CKA_UNWRAP_TEMPLATE", .template, .secretOrPrivate,
      "what keys unwrapped with this one become"),
    Row(
      .CKA_DERIVE_TEMPLATE, "CKA_DERIVE_TEMPLATE", .template, .secretOrPrivate, "what keys derived from this one become"
    ),
    Row(
      .CKA_ENCAPSULATE_TEMPLATE, "CKA_ENCAPSULATE_TEMPLATE", .template, .publicKey,
      "what keys encapsulated with this one become"),
    Row(
      .CKA_DECAPSULATE_TEMPLATE, "CKA_DECAPSULATE_TEMPLATE", .template, .privateKey,
      "what keys decapsulated with this one become"),
    Row(
      .CKA_OBJECT_VALIDATION_FLAGS, "CKA_OBJECT_VALIDATION_FLAGS", .number, .anyKey,
      "validations under which it was made", isReadOnly: true),
    Row(.CKA_SECONDARY_AUTH, "CKA_SECONDARY_AUTH", .bool, .privateKey, "asks for a PIN of its own (withdrawn)"),
    Row(
      .CKA_AUTH_PIN_FLAGS, "CKA_AUTH_PIN_FLAGS", .number, .privateKey, "state of that PIN (withdrawn)", isReadOnly: true
    ),
  ]
}
