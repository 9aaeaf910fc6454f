internal import CCryptoki

// PINs and users.
extension ReturnCode {
  public static let CKR_PIN_INCORRECT = Self(rawValue: CCryptoki.CKR_PIN_INCORRECT)
  public static let CKR_PIN_INVALID = Self(rawValue: CCryptoki.CKR_PIN_INVALID)
  public static let CKR_PIN_LEN_RANGE = Self(rawValue: CCryptoki.CKR_PIN_LEN_RANGE)
  public static let CKR_PIN_EXPIRED = Self(rawValue: CCryptoki.CKR_PIN_EXPIRED)
  public static let CKR_PIN_LOCKED = Self(rawValue: CCryptoki.CKR_PIN_LOCKED)
  public static let CKR_PIN_TOO_WEAK = Self(rawValue: CCryptoki.CKR_PIN_TOO_WEAK)
  public static let CKR_USER_ALREADY_LOGGED_IN = Self(rawValue: CCryptoki.CKR_USER_ALREADY_LOGGED_IN)
  public static let CKR_USER_NOT_LOGGED_IN = Self(rawValue: CCryptoki.CKR_USER_NOT_LOGGED_IN)
  public static let CKR_USER_PIN_NOT_INITIALIZED = Self(rawValue: CCryptoki.CKR_USER_PIN_NOT_INITIALIZED)
  public static let CKR_USER_TYPE_INVALID = Self(rawValue: CCryptoki.CKR_USER_TYPE_INVALID)
  public static let CKR_USER_ANOTHER_ALREADY_LOGGED_IN = Self(rawValue: CCryptoki.CKR_USER_ANOTHER_ALREADY_LOGGED_IN)
  public static let CKR_USER_TOO_MANY_TYPES = Self(rawValue: CCryptoki.CKR_USER_TOO_MANY_TYPES)

  static let loginRows: [Row] = [
    Row(
      .CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT",
      "the PIN is wrong",
      "check the PIN before trying again: few tries may be left"),
    Row(
      .CKR_PIN_INVALID, "CKR_PIN_INVALID",
      "the new PIN has characters that the token does not take",
      "choose a PIN of other characters"),
    Row(
      .CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE",
      "the PIN is too long or too short",
      "see the token's limits and choose a PIN between them"),
    Row(
      .CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED",
      "the PIN has expired, or must be changed before first use",
      "change the PIN"),
    Row(
      .CKR_PIN_LOCKED, "CKR_PIN_LOCKED",
      "the PIN is locked after too many wrong tries",
      "have the security officer unlock it"),
    Row(.CKR_PIN_TOO_WEAK, "CKR_PIN_TOO_WEAK", "the new PIN is too easy to guess", "choose a stronger PIN"),
    Row(
      .CKR_USER_ALREADY_LOGGED_IN, "CKR_USER_ALREADY_LOGGED_IN",
      "this user is logged in already; the PIN was not checked",
      "nothing to do"),
    Row(.CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN", "nobody is logged in, or the login was lost", "log in"),
    Row(
      .CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED",
      "the user has no PIN yet",
      "have the security officer set it"),
    Row(
      .CKR_USER_TYPE_INVALID, "CKR_USER_TYPE_INVALID",
      "the token does not know this type of user",
      "check the driver's login setting"),
    Row(
      .CKR_USER_ANOTHER_ALREADY_LOGGED_IN, "CKR_USER_ANOTHER_ALREADY_LOGGED_IN",
      "another type of user is logged in",
      "log that user out first"),
    Row(
      .CKR_USER_TOO_MANY_TYPES, "CKR_USER_TOO_MANY_TYPES",
      "the token cannot serve these users at the same time",
      "log out, also in other programs, then log in again"),
  ]
}
