internal import CCryptoki

// What the token says of itself: features, mechanisms, profiles, validations.
extension AttributeType {
  public static let CKA_HW_FEATURE_TYPE = Self(rawValue: CCryptoki.CKA_HW_FEATURE_TYPE)
  public static let CKA_RESET_ON_INIT = Self(rawValue: CCryptoki.CKA_RESET_ON_INIT)
  public static let CKA_HAS_RESET = Self(rawValue: CCryptoki.CKA_HAS_RESET)
  public static let CKA_PIXEL_X = Self(rawValue: CCryptoki.CKA_PIXEL_X)
  public static let CKA_PIXEL_Y = Self(rawValue: CCryptoki.CKA_PIXEL_Y)
  public static let CKA_RESOLUTION = Self(rawValue: CCryptoki.CKA_RESOLUTION)
  public static let CKA_CHAR_ROWS = Self(rawValue: CCryptoki.CKA_CHAR_ROWS)
  public static let CKA_CHAR_COLUMNS = Self(rawValue: CCryptoki.CKA_CHAR_COLUMNS)
  public static let CKA_COLOR = Self(rawValue: CCryptoki.CKA_COLOR)
  public static let CKA_BITS_PER_PIXEL = Self(rawValue: CCryptoki.CKA_BITS_PER_PIXEL)
  public static let CKA_CHAR_SETS = Self(rawValue: CCryptoki.CKA_CHAR_SETS)
  public static let CKA_ENCODING_METHODS = Self(rawValue: CCryptoki.CKA_ENCODING_METHODS)
  public static let CKA_MIME_TYPES = Self(rawValue: CCryptoki.CKA_MIME_TYPES)
  public static let CKA_MECHANISM_TYPE = Self(rawValue: CCryptoki.CKA_MECHANISM_TYPE)
  public static let CKA_REQUIRED_CMS_ATTRIBUTES = Self(rawValue: CCryptoki.CKA_REQUIRED_CMS_ATTRIBUTES)
  public static let CKA_DEFAULT_CMS_ATTRIBUTES = Self(rawValue: CCryptoki.CKA_DEFAULT_CMS_ATTRIBUTES)
  public static let CKA_SUPPORTED_CMS_ATTRIBUTES = Self(rawValue: CCryptoki.CKA_SUPPORTED_CMS_ATTRIBUTES)
  public static let CKA_PROFILE_ID = Self(rawValue: CCryptoki.CKA_PROFILE_ID)
  public static let CKA_VALIDATION_TYPE = Self(rawValue: CCryptoki.CKA_VALIDATION_TYPE)
  public static let CKA_VALIDATION_VERSION = Self(rawValue: CCryptoki.CKA_VALIDATION_VERSION)
  public static let CKA_VALIDATION_LEVEL = Self(rawValue: CCryptoki.CKA_VALIDATION_LEVEL)
  public static let CKA_VALIDATION_MODULE_ID = Self(rawValue: CCryptoki.CKA_VALIDATION_MODULE_ID)
  public static let CKA_VALIDATION_FLAG = Self(rawValue: CCryptoki.CKA_VALIDATION_FLAG)
  public static let CKA_VALIDATION_AUTHORITY_TYPE = Self(rawValue: CCryptoki.CKA_VALIDATION_AUTHORITY_TYPE)
  public static let CKA_VALIDATION_COUNTRY = Self(rawValue: CCryptoki.CKA_VALIDATION_COUNTRY)
  public static let CKA_VALIDATION_CERTIFICATE_IDENTIFIER =
    Self(rawValue: CCryptoki.CKA_VALIDATION_CERTIFICATE_IDENTIFIER)
  public static let CKA_VALIDATION_CERTIFICATE_URI = Self(rawValue: CCryptoki.CKA_VALIDATION_CERTIFICATE_URI)
  public static let CKA_VALIDATION_VENDOR_URI = Self(rawValue: CCryptoki.CKA_VALIDATION_VENDOR_URI)
  public static let CKA_VALIDATION_PROFILE = Self(rawValue: CCryptoki.CKA_VALIDATION_PROFILE)

  static let deviceRows: [Row] = [
    Row(.CKA_HW_FEATURE_TYPE, "CKA_HW_FEATURE_TYPE", .number, .other, "kind of hardware feature", isReadOnly: true),
    Row(
      .CKA_RESET_ON_INIT, "CKA_RESET_ON_INIT", .bool, .other, "counter starts anew when the token is initialised",
      isReadOnly: true),
    Row(.CKA_HAS_RESET, "CKA_HAS_RESET", .bool, .other, "counter has started anew at least once", isReadOnly: true),
    Row(.CKA_PIXEL_X, "CKA_PIXEL_X", .number, .other, "width of the display in pixels", isReadOnly: true),
    Row(.CKA_PIXEL_Y, "CKA_PIXEL_Y", .number, .other, "height of the display in pixels", isReadOnly: true),
    Row(.CKA_RESOLUTION, "CKA_RESOLUTION", .number, .other, "pixels per inch", isReadOnly: true),
    Row(.CKA_CHAR_ROWS, "CKA_CHAR_ROWS", .number, .other, "rows of characters", isReadOnly: true),
    Row(.CKA_CHAR_COLUMNS, "CKA_CHAR_COLUMNS", .number, .other, "columns of characters", isReadOnly: true),
    Row(.CKA_COLOR, "CKA_COLOR", .bool, .other, "display has colours", isReadOnly: true),
    Row(.CKA_BITS_PER_PIXEL, "CKA_BITS_PER_PIXEL", .number, .other, "bits per pixel", isReadOnly: true),
    Row(.CKA_CHAR_SETS, "CKA_CHAR_SETS", .text, .other, "character sets", isReadOnly: true),
    Row(.CKA_ENCODING_METHODS, "CKA_ENCODING_METHODS", .text, .other, "encodings", isReadOnly: true),
    Row(.CKA_MIME_TYPES, "CKA_MIME_TYPES", .text, .other, "MIME types", isReadOnly: true),
    Row(
      .CKA_MECHANISM_TYPE, "CKA_MECHANISM_TYPE", .mechanism, .other, "mechanism that the object describes",
      isReadOnly: true),
    Row(.CKA_REQUIRED_CMS_ATTRIBUTES, "CKA_REQUIRED_CMS_ATTRIBUTES", .bytes, .other, "CMS attributes always signed"),
    Row(
      .CKA_DEFAULT_CMS_ATTRIBUTES, "CKA_DEFAULT_CMS_ATTRIBUTES", .bytes, .other,
      "CMS attributes signed unless others are named"),
    Row(
      .CKA_SUPPORTED_CMS_ATTRIBUTES, "CKA_SUPPORTED_CMS_ATTRIBUTES", .bytes, .other, "CMS attributes the token can sign"
    ),
    Row(.CKA_PROFILE_ID, "CKA_PROFILE_ID", .number, .other, "PKCS#11 profile that the token follows", isReadOnly: true),
    Row(
      .CKA_VALIDATION_TYPE, "CKA_VALIDATION_TYPE", .number, .other, "what was validated: software, hardware, firmware",
      isReadOnly: true),
    Row(
      .CKA_VALIDATION_VERSION, "CKA_VALIDATION_VERSION", .bytes, .other, "version of the validation standard",
      isReadOnly: true),
    Row(.CKA_VALIDATION_LEVEL, "CKA_VALIDATION_LEVEL", .number, .other, "level reached", isReadOnly: true),
    Row(
      .CKA_VALIDATION_MODULE_ID, "CKA_VALIDATION_MODULE_ID", .text, .other, "name of the module in the validation",
      isReadOnly: true),
    Row(
      .CKA_VALIDATION_FLAG, "CKA_VALIDATION_FLAG", .number, .other, "flag that stands for this validation",
      isReadOnly: true),
    Row(
      .CKA_VALIDATION_AUTHORITY_TYPE, "CKA_VALIDATION_AUTHORITY_TYPE", .number, .other, "who validated",
      isReadOnly: true),
    Row(.CKA_VALIDATION_COUNTRY, "CKA_VALIDATION_COUNTRY", .text, .other, "country of the authority", isReadOnly: true),
    Row(
      .CKA_VALIDATION_CERTIFICATE_IDENTIFIER, "CKA_VALIDATION_CERTIFICATE_IDENTIFIER", .text, .other,
      "number of the validation certificate", isReadOnly: true),
    Row(
      .CKA_VALIDATION_CERTIFICATE_URI, "CKA_VALIDATION_CERTIFICATE_URI", .text, .other,
      "where the validation certificate is found", isReadOnly: true),
    Row(
      .CKA_VALIDATION_VENDOR_URI, "CKA_VALIDATION_VENDOR_URI", .text, .other, "where the vendor tells of it",
      isReadOnly: true),
    Row(
      .CKA_VALIDATION_PROFILE, "CKA_VALIDATION_PROFILE", .text, .other, "profile of the validation", isReadOnly: true),
  ]
}
