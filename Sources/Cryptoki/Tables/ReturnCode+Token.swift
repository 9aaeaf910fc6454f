internal import CCryptoki

// Slots, tokens and the devices behind them.
extension ReturnCode {
  public static let CKR_SLOT_ID_INVALID = Self(rawValue: CCryptoki.CKR_SLOT_ID_INVALID)
  public static let CKR_DEVICE_ERROR = Self(rawValue: CCryptoki.CKR_DEVICE_ERROR)
  public static let CKR_DEVICE_MEMORY = Self(rawValue: CCryptoki.CKR_DEVICE_MEMORY)
  public static let CKR_DEVICE_REMOVED = Self(rawValue: CCryptoki.CKR_DEVICE_REMOVED)
  public static let CKR_TOKEN_NOT_PRESENT = Self(rawValue: CCryptoki.CKR_TOKEN_NOT_PRESENT)
  public static let CKR_TOKEN_NOT_RECOGNIZED = Self(rawValue: CCryptoki.CKR_TOKEN_NOT_RECOGNIZED)
  public static let CKR_TOKEN_WRITE_PROTECTED = Self(rawValue: CCryptoki.CKR_TOKEN_WRITE_PROTECTED)
  public static let CKR_TOKEN_NOT_INITIALIZED = Self(rawValue: CCryptoki.CKR_TOKEN_NOT_INITIALIZED)
  public static let CKR_TOKEN_RESOURCE_EXCEEDED = Self(rawValue: CCryptoki.CKR_TOKEN_RESOURCE_EXCEEDED)
  public static let CKR_FIPS_SELF_TEST_FAILED = Self(rawValue: CCryptoki.CKR_FIPS_SELF_TEST_FAILED)
  public static let CKR_OPERATION_NOT_VALIDATED = Self(rawValue: CCryptoki.CKR_OPERATION_NOT_VALIDATED)
  public static let CKR_NEW_PIN_MODE = Self(rawValue: CCryptoki.CKR_NEW_PIN_MODE)
  public static let CKR_NEXT_OTP = Self(rawValue: CCryptoki.CKR_NEXT_OTP)

  static let tokenRows: [Row] = [
    Row(
      .CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID",
      "the slot does not exist, or no longer",
      "list the slots anew; slot numbers move"),
    Row(
      .CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR",
      "the HSM, or the way to it, has failed",
      "check the HSM and the network; the connection is restored by itself"),
    Row(
      .CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY",
      "the HSM has no memory left",
      "delete what is not needed on it, or close sessions of other programs"),
    Row(
      .CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED",
      "the HSM or its token was removed during the call",
      "put it back; the connection is restored by itself"),
    Row(.CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT", "there is no token in the slot", "insert or start the token"),
    Row(
      .CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED",
      "the driver does not know the token in the slot",
      "check that driver and token belong together"),
    Row(
      .CKR_TOKEN_WRITE_PROTECTED, "CKR_TOKEN_WRITE_PROTECTED",
      "the token is write-protected",
      "lift the write protection at the HSM"),
    Row(
      .CKR_TOKEN_NOT_INITIALIZED, "CKR_TOKEN_NOT_INITIALIZED",
      "the token is as it left the factory",
      "initialise the token first"),
    Row(
      .CKR_TOKEN_RESOURCE_EXCEEDED, "CKR_TOKEN_RESOURCE_EXCEEDED",
      "the token has used up what the action needs",
      "wait or close sessions, then try again"),
    Row(
      .CKR_FIPS_SELF_TEST_FAILED, "CKR_FIPS_SELF_TEST_FAILED",
      "the HSM's self-test failed, and it does no cryptography now",
      "take it out of service and ask its vendor"),
    Row(
      .CKR_OPERATION_NOT_VALIDATED, "CKR_OPERATION_NOT_VALIDATED",
      "the token's validation policy, such as FIPS mode, forbids the action",
      "use an approved mechanism, key size or setting"),
    Row(
      .CKR_NEW_PIN_MODE, "CKR_NEW_PIN_MODE",
      "the token wants a new PIN for one-time passwords",
      "set the new PIN with the vendor's tools"),
    Row(
      .CKR_NEXT_OTP, "CKR_NEXT_OTP",
      "the token wants the next one-time password",
      "wait for the next one-time password and enter it"),
  ]
}
