internal import CCryptoki

// Sessions and the operations in them.
extension ReturnCode {
  public static let CKR_SESSION_CLOSED = Self(rawValue: CCryptoki.CKR_SESSION_CLOSED)
  public static let CKR_SESSION_COUNT = Self(rawValue: CCryptoki.CKR_SESSION_COUNT)
  public static let CKR_SESSION_HANDLE_INVALID = Self(rawValue: CCryptoki.CKR_SESSION_HANDLE_INVALID)
  public static let CKR_SESSION_PARALLEL_NOT_SUPPORTED = Self(rawValue: CCryptoki.CKR_SESSION_PARALLEL_NOT_SUPPORTED)
  public static let CKR_SESSION_READ_ONLY = Self(rawValue: CCryptoki.CKR_SESSION_READ_ONLY)
  public static let CKR_SESSION_EXISTS = Self(rawValue: CCryptoki.CKR_SESSION_EXISTS)
  public static let CKR_SESSION_READ_ONLY_EXISTS = Self(rawValue: CCryptoki.CKR_SESSION_READ_ONLY_EXISTS)
  public static let CKR_SESSION_READ_WRITE_SO_EXISTS = Self(rawValue: CCryptoki.CKR_SESSION_READ_WRITE_SO_EXISTS)
  public static let CKR_SESSION_ASYNC_NOT_SUPPORTED = Self(rawValue: CCryptoki.CKR_SESSION_ASYNC_NOT_SUPPORTED)
  public static let CKR_OPERATION_ACTIVE = Self(rawValue: CCryptoki.CKR_OPERATION_ACTIVE)
  public static let CKR_OPERATION_NOT_INITIALIZED = Self(rawValue: CCryptoki.CKR_OPERATION_NOT_INITIALIZED)
  public static let CKR_OPERATION_CANCEL_FAILED = Self(rawValue: CCryptoki.CKR_OPERATION_CANCEL_FAILED)
  public static let CKR_SAVED_STATE_INVALID = Self(rawValue: CCryptoki.CKR_SAVED_STATE_INVALID)
  public static let CKR_STATE_UNSAVEABLE = Self(rawValue: CCryptoki.CKR_STATE_UNSAVEABLE)

  static let sessionRows: [Row] = [
    Row(
      .CKR_SESSION_CLOSED, "CKR_SESSION_CLOSED",
      "the session was closed during the call",
      "try again in a new session"),
    Row(
      .CKR_SESSION_COUNT, "CKR_SESSION_COUNT",
      "the token allows no more sessions",
      "close sessions of other programs, or raise the token's limit"),
    Row(
      .CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID",
      "the session no longer exists; the token may have gone and come back",
      "reconnect; if it comes back, check the HSM"),
    Row(
      .CKR_SESSION_PARALLEL_NOT_SUPPORTED, "CKR_SESSION_PARALLEL_NOT_SUPPORTED",
      "the driver wants serial sessions",
      "report it as an error in this program"),
    Row(
      .CKR_SESSION_READ_ONLY, "CKR_SESSION_READ_ONLY",
      "the session is read-only and cannot change the token",
      "open a session that may write"),
    Row(
      .CKR_SESSION_EXISTS, "CKR_SESSION_EXISTS",
      "a session with the token is still open",
      "close all sessions with the token, also those of other programs"),
    Row(
      .CKR_SESSION_READ_ONLY_EXISTS, "CKR_SESSION_READ_ONLY_EXISTS",
      "read-only sessions are open, so the security officer cannot log in",
      "close the read-only sessions first"),
    Row(
      .CKR_SESSION_READ_WRITE_SO_EXISTS, "CKR_SESSION_READ_WRITE_SO_EXISTS",
      "the security officer is logged in, so no read-only session can be opened",
      "log the security officer out first"),
    Row(
      .CKR_SESSION_ASYNC_NOT_SUPPORTED, "CKR_SESSION_ASYNC_NOT_SUPPORTED",
      "the token does not run calls in the background",
      "make the call in the ordinary way"),
    Row(
      .CKR_OPERATION_ACTIVE, "CKR_OPERATION_ACTIVE",
      "the session is busy with another operation",
      "wait until it has ended; reconnect if it does not"),
    Row(
      .CKR_OPERATION_NOT_INITIALIZED, "CKR_OPERATION_NOT_INITIALIZED",
      "the session has no operation to go on with",
      "start the action again"),
    Row(
      .CKR_OPERATION_CANCEL_FAILED, "CKR_OPERATION_CANCEL_FAILED",
      "the token could not stop an operation",
      "close the session"),
    Row(
      .CKR_SAVED_STATE_INVALID, "CKR_SAVED_STATE_INVALID",
      "the saved state of an operation is not valid",
      "start the operation from its beginning"),
    Row(
      .CKR_STATE_UNSAVEABLE, "CKR_STATE_UNSAVEABLE",
      "the state of this operation cannot be saved",
      "finish the operation without saving it"),
  ]
}
