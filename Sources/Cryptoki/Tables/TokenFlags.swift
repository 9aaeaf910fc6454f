internal import CCryptoki

/// What a token can do, and how its PINs stand: the flags of CK_TOKEN_INFO.
public struct TokenFlags: StandardFlags {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

extension TokenFlags {
  public static let CKF_RNG = Self(rawValue: CCryptoki.CKF_RNG)
  public static let CKF_WRITE_PROTECTED = Self(rawValue: CCryptoki.CKF_WRITE_PROTECTED)
  public static let CKF_LOGIN_REQUIRED = Self(rawValue: CCryptoki.CKF_LOGIN_REQUIRED)
  public static let CKF_USER_PIN_INITIALIZED = Self(rawValue: CCryptoki.CKF_USER_PIN_INITIALIZED)
  public static let CKF_RESTORE_KEY_NOT_NEEDED = Self(rawValue: CCryptoki.CKF_RESTORE_KEY_NOT_NEEDED)
  public static let CKF_CLOCK_ON_TOKEN = Self(rawValue: CCryptoki.CKF_CLOCK_ON_TOKEN)
  public static let CKF_PROTECTED_AUTHENTICATION_PATH = Self(rawValue: CCryptoki.CKF_PROTECTED_AUTHENTICATION_PATH)
  public static let CKF_DUAL_CRYPTO_OPERATIONS = Self(rawValue: CCryptoki.CKF_DUAL_CRYPTO_OPERATIONS)
  public static let CKF_TOKEN_INITIALIZED = Self(rawValue: CCryptoki.CKF_TOKEN_INITIALIZED)
  public static let CKF_SECONDARY_AUTHENTICATION = Self(rawValue: CCryptoki.CKF_SECONDARY_AUTHENTICATION)
  public static let CKF_USER_PIN_COUNT_LOW = Self(rawValue: CCryptoki.CKF_USER_PIN_COUNT_LOW)
  public static let CKF_USER_PIN_FINAL_TRY = Self(rawValue: CCryptoki.CKF_USER_PIN_FINAL_TRY)
  public static let CKF_USER_PIN_LOCKED = Self(rawValue: CCryptoki.CKF_USER_PIN_LOCKED)
  public static let CKF_USER_PIN_TO_BE_CHANGED = Self(rawValue: CCryptoki.CKF_USER_PIN_TO_BE_CHANGED)
  public static let CKF_SO_PIN_COUNT_LOW = Self(rawValue: CCryptoki.CKF_SO_PIN_COUNT_LOW)
  public static let CKF_SO_PIN_FINAL_TRY = Self(rawValue: CCryptoki.CKF_SO_PIN_FINAL_TRY)
  public static let CKF_SO_PIN_LOCKED = Self(rawValue: CCryptoki.CKF_SO_PIN_LOCKED)
  public static let CKF_SO_PIN_TO_BE_CHANGED = Self(rawValue: CCryptoki.CKF_SO_PIN_TO_BE_CHANGED)
  public static let CKF_ERROR_STATE = Self(rawValue: CCryptoki.CKF_ERROR_STATE)
  public static let CKF_SEED_RANDOM_REQUIRED = Self(rawValue: CCryptoki.CKF_SEED_RANDOM_REQUIRED)
  public static let CKF_ASYNC_SESSION_SUPPORTED = Self(rawValue: CCryptoki.CKF_ASYNC_SESSION_SUPPORTED)

  public static let rows: [(flag: Self, name: String)] = [
    (.CKF_RNG, "CKF_RNG"),
    (.CKF_WRITE_PROTECTED, "CKF_WRITE_PROTECTED"),
    (.CKF_LOGIN_REQUIRED, "CKF_LOGIN_REQUIRED"),
    (.CKF_USER_PIN_INITIALIZED, "CKF_USER_PIN_INITIALIZED"),
    (.CKF_RESTORE_KEY_NOT_NEEDED, "CKF_RESTORE_KEY_NOT_NEEDED"),
    (.CKF_CLOCK_ON_TOKEN, "CKF_CLOCK_ON_TOKEN"),
    (.CKF_PROTECTED_AUTHENTICATION_PATH, "CKF_PROTECTED_AUTHENTICATION_PATH"),
    (.CKF_DUAL_CRYPTO_OPERATIONS, "CKF_DUAL_CRYPTO_OPERATIONS"),
    (.CKF_TOKEN_INITIALIZED, "CKF_TOKEN_INITIALIZED"),
    (.CKF_SECONDARY_AUTHENTICATION, "CKF_SECONDARY_AUTHENTICATION"),
    (.CKF_USER_PIN_COUNT_LOW, "CKF_USER_PIN_COUNT_LOW"),
    (.CKF_USER_PIN_FINAL_TRY, "CKF_USER_PIN_FINAL_TRY"),
    (.CKF_USER_PIN_LOCKED, "CKF_USER_PIN_LOCKED"),
    (.CKF_USER_PIN_TO_BE_CHANGED, "CKF_USER_PIN_TO_BE_CHANGED"),
    (.CKF_SO_PIN_COUNT_LOW, "CKF_SO_PIN_COUNT_LOW"),
    (.CKF_SO_PIN_FINAL_TRY, "CKF_SO_PIN_FINAL_TRY"),
    (.CKF_SO_PIN_LOCKED, "CKF_SO_PIN_LOCKED"),
    (.CKF_SO_PIN_TO_BE_CHANGED, "CKF_SO_PIN_TO_BE_CHANGED"),
    (.CKF_ERROR_STATE, "CKF_ERROR_STATE"),
    (.CKF_SEED_RANDOM_REQUIRED, "CKF_SEED_RANDOM_REQUIRED"),
    (.CKF_ASYNC_SESSION_SUPPORTED, "CKF_ASYNC_SESSION_SUPPORTED"),
  ]
}
