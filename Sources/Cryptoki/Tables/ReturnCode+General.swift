internal import CCryptoki

// The call itself: done, refused, failed, not there.
extension ReturnCode {
  public static let CKR_OK = Self(rawValue: CCryptoki.CKR_OK)
  public static let CKR_CANCEL = Self(rawValue: CCryptoki.CKR_CANCEL)
  public static let CKR_HOST_MEMORY = Self(rawValue: CCryptoki.CKR_HOST_MEMORY)
  public static let CKR_GENERAL_ERROR = Self(rawValue: CCryptoki.CKR_GENERAL_ERROR)
  public static let CKR_FUNCTION_FAILED = Self(rawValue: CCryptoki.CKR_FUNCTION_FAILED)
  public static let CKR_ARGUMENTS_BAD = Self(rawValue: CCryptoki.CKR_ARGUMENTS_BAD)
  public static let CKR_NO_EVENT = Self(rawValue: CCryptoki.CKR_NO_EVENT)
  public static let CKR_FUNCTION_CANCELED = Self(rawValue: CCryptoki.CKR_FUNCTION_CANCELED)
  public static let CKR_FUNCTION_NOT_PARALLEL = Self(rawValue: CCryptoki.CKR_FUNCTION_NOT_PARALLEL)
  public static let CKR_FUNCTION_NOT_SUPPORTED = Self(rawValue: CCryptoki.CKR_FUNCTION_NOT_SUPPORTED)
  public static let CKR_FUNCTION_REJECTED = Self(rawValue: CCryptoki.CKR_FUNCTION_REJECTED)
  public static let CKR_BUFFER_TOO_SMALL = Self(rawValue: CCryptoki.CKR_BUFFER_TOO_SMALL)
  public static let CKR_INFORMATION_SENSITIVE = Self(rawValue: CCryptoki.CKR_INFORMATION_SENSITIVE)
  public static let CKR_PENDING = Self(rawValue: CCryptoki.CKR_PENDING)
  public static let CKR_NEED_TO_CREATE_THREADS = Self(rawValue: CCryptoki.CKR_NEED_TO_CREATE_THREADS)
  public static let CKR_CANT_LOCK = Self(rawValue: CCryptoki.CKR_CANT_LOCK)
  public static let CKR_CRYPTOKI_NOT_INITIALIZED = Self(rawValue: CCryptoki.CKR_CRYPTOKI_NOT_INITIALIZED)
  public static let CKR_CRYPTOKI_ALREADY_INITIALIZED = Self(rawValue: CCryptoki.CKR_CRYPTOKI_ALREADY_INITIALIZED)
  public static let CKR_MUTEX_BAD = Self(rawValue: CCryptoki.CKR_MUTEX_BAD)
  public static let CKR_MUTEX_NOT_LOCKED = Self(rawValue: CCryptoki.CKR_MUTEX_NOT_LOCKED)
  public static let CKR_LIBRARY_LOAD_FAILED = Self(rawValue: CCryptoki.CKR_LIBRARY_LOAD_FAILED)

  static let generalRows: [Row] = [
    Row(.CKR_OK, "CKR_OK", "done", "nothing to do"),
    Row(
      .CKR_CANCEL, "CKR_CANCEL",
      "a call-back asked to stop",
      "nothing to do; start the action again if it was not meant"),
    Row(
      .CKR_HOST_MEMORY, "CKR_HOST_MEMORY",
      "this computer has too little memory for the call",
      "free memory on this computer, then try again"),
    Row(
      .CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR",
      "the driver met an error that it does not explain",
      "look at the connection and the driver's own log, then try again"),
    Row(
      .CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED",
      "the call failed, and the driver does not say why",
      "try again; if it fails again, look at the HSM and the driver's log"),
    Row(
      .CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD",
      "the driver does not accept the call's arguments",
      "try other options; if all fail, report it as an error in this program"),
    Row(.CKR_NO_EVENT, "CKR_NO_EVENT", "no slot has changed", "nothing to do"),
    Row(
      .CKR_FUNCTION_CANCELED, "CKR_FUNCTION_CANCELED",
      "the call was stopped before its end, perhaps at the PIN pad",
      "start the action again"),
    Row(
      .CKR_FUNCTION_NOT_PARALLEL, "CKR_FUNCTION_NOT_PARALLEL",
      "no call runs beside others in this session",
      "nothing to do; no current driver runs calls in that way"),
    Row(
      .CKR_FUNCTION_NOT_SUPPORTED, "CKR_FUNCTION_NOT_SUPPORTED",
      "the driver does not have this function",
      "do it with the vendor's tools, or use another driver"),
    Row(
      .CKR_FUNCTION_REJECTED, "CKR_FUNCTION_REJECTED",
      "the person at the HSM refused the action",
      "start it again and confirm it at the HSM"),
    Row(
      .CKR_BUFFER_TOO_SMALL, "CKR_BUFFER_TOO_SMALL",
      "the result is longer than the room given for it",
      "try again; if it stays, report it as an error in this program"),
    Row(
      .CKR_INFORMATION_SENSITIVE, "CKR_INFORMATION_SENSITIVE",
      "the token keeps this information to itself",
      "nothing to do; the token's policy forbids it"),
    Row(.CKR_PENDING, "CKR_PENDING", "the call is still running", "wait until it has ended"),
    Row(
      .CKR_NEED_TO_CREATE_THREADS, "CKR_NEED_TO_CREATE_THREADS",
      "the driver needs threads of its own and was denied them",
      "allow the driver to create threads"),
    Row(
      .CKR_CANT_LOCK, "CKR_CANT_LOCK",
      "the driver cannot be used from several threads in the way asked for",
      "nothing to do; calls are made one at a time instead"),
    Row(
      .CKR_CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED",
      "the driver is not initialised, or no longer",
      "reconnect the driver"),
    Row(
      .CKR_CRYPTOKI_ALREADY_INITIALIZED, "CKR_CRYPTOKI_ALREADY_INITIALIZED",
      "the driver is initialised already, perhaps by another part of this program",
      "nothing to do; the driver can be used"),
    Row(
      .CKR_MUTEX_BAD, "CKR_MUTEX_BAD",
      "the driver used a lock that does not exist",
      "restart this program; tell the driver's vendor if it comes back"),
    Row(
      .CKR_MUTEX_NOT_LOCKED, "CKR_MUTEX_NOT_LOCKED",
      "the driver released a lock that it did not hold",
      "restart this program; tell the driver's vendor if it comes back"),
    Row(
      .CKR_LIBRARY_LOAD_FAILED, "CKR_LIBRARY_LOAD_FAILED",
      "the driver could not load a library that it needs",
      "check that the vendor's software is installed completely"),
  ]
}
