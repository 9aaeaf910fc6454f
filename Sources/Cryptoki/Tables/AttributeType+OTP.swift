internal import CCryptoki

// Keys for one-time passwords.
extension AttributeType {
  public static let CKA_OTP_FORMAT = Self(rawValue: CCryptoki.CKA_OTP_FORMAT)
  public static let CKA_OTP_LENGTH = Self(rawValue: CCryptoki.CKA_OTP_LENGTH)
  public static let CKA_OTP_TIME_INTERVAL = Self(rawValue: CCryptoki.CKA_OTP_TIME_INTERVAL)
  public static let CKA_OTP_USER_FRIENDLY_MODE = Self(rawValue: CCryptoki.CKA_OTP_USER_FRIENDLY_MODE)
  public static let CKA_OTP_CHALLENGE_REQUIREMENT = Self(rawValue: CCryptoki.CKA_OTP_CHALLENGE_REQUIREMENT)
  public static let CKA_OTP_TIME_REQUIREMENT = Self(rawValue: CCryptoki.CKA_OTP_TIME_REQUIREMENT)
  public static let CKA_OTP_COUNTER_REQUIREMENT = Self(rawValue: CCryptoki.CKA_OTP_COUNTER_REQUIREMENT)
  public static let CKA_OTP_PIN_REQUIREMENT = Self(rawValue: CCryptoki.CKA_OTP_PIN_REQUIREMENT)
  public static let CKA_OTP_USER_IDENTIFIER = Self(rawValue: CCryptoki.CKA_OTP_USER_IDENTIFIER)
  public static let CKA_OTP_SERVICE_IDENTIFIER = Self(rawValue: CCryptoki.CKA_OTP_SERVICE_IDENTIFIER)
  public static let CKA_OTP_SERVICE_LOGO = Self(rawValue: CCryptoki.CKA_OTP_SERVICE_LOGO)
  public static let CKA_OTP_SERVICE_LOGO_TYPE = Self(rawValue: CCryptoki.CKA_OTP_SERVICE_LOGO_TYPE)
  public static let CKA_OTP_COUNTER = Self(rawValue: CCryptoki.CKA_OTP_COUNTER)
  public static let CKA_OTP_TIME = Self(rawValue: CCryptoki.CKA_OTP_TIME)

  static let otpRows: [Row] = [
    Row(.CKA_OTP_FORMAT, "CKA_OTP_FORMAT", .number, .secretKey, "form of the one-time passwords"),
    Row(.CKA_OTP_LENGTH, "CKA_OTP_LENGTH", .number, .secretKey, "length of the one-time passwords"),
    Row(
      .CKA_OTP_TIME_INTERVAL, "CKA_OTP_TIME_INTERVAL", .number, .secretKey,
      "seconds for which a one-time password holds"),
    Row(
      .CKA_OTP_USER_FRIENDLY_MODE, "CKA_OTP_USER_FRIENDLY_MODE", .bool, .secretKey,
      "one-time passwords are made for people to read"),
    Row(
      .CKA_OTP_CHALLENGE_REQUIREMENT, "CKA_OTP_CHALLENGE_REQUIREMENT", .number, .secretKey,
      "whether a challenge is needed"),
    Row(.CKA_OTP_TIME_REQUIREMENT, "CKA_OTP_TIME_REQUIREMENT", .number, .secretKey, "whether the time is needed"),
    Row(
      .CKA_OTP_COUNTER_REQUIREMENT, "CKA_OTP_COUNTER_REQUIREMENT", .number, .secretKey, "whether a counter is needed"),
    Row(.CKA_OTP_PIN_REQUIREMENT, "CKA_OTP_PIN_REQUIREMENT", .number, .secretKey, "whether a PIN is needed"),
    Row(.CKA_OTP_USER_IDENTIFIER, "CKA_OTP_USER_IDENTIFIER", .text, .secretKey, "user to whom it belongs"),
    Row(
      .CKA_OTP_SERVICE_IDENTIFIER, "CKA_OTP_SERVICE_IDENTIFIER", .text, .secretKey, "service that takes its passwords"),
    Row(.CKA_OTP_SERVICE_LOGO, "CKA_OTP_SERVICE_LOGO", .bytes, .secretKey, "that service's logo"),
    Row(.CKA_OTP_SERVICE_LOGO_TYPE, "CKA_OTP_SERVICE_LOGO_TYPE", .text, .secretKey, "MIME type of the logo"),
    Row(.CKA_OTP_COUNTER, "CKA_OTP_COUNTER", .bytes, .secretKey, "counter"),
    Row(.CKA_OTP_TIME, "CKA_OTP_TIME", .text, .secretKey, "clock, in UTC"),
  ]
}
