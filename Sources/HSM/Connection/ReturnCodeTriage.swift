public import Cryptoki

/// What a return code says of the connection to the HSM.
public enum ReturnCodeTriage: Sendable, Hashable {
  /// The call was wrong, or the token's rules forbid it: the connection is well.
  case callersError
  /// An object's number is no longer valid.
  case staleHandle
  /// The login ended behind our back.
  case loginLost
  /// Could be anything: a probe decides.
  case suspect
  /// The connection is gone.
  case lost

  /// Sorts a code. What no row names is suspect: vendors answer what they like, and nobody's list is complete.
  public static func verdict(of code: ReturnCode) -> ReturnCodeTriage {
    switch code {
    case .CKR_DEVICE_ERROR, .CKR_DEVICE_REMOVED, .CKR_TOKEN_NOT_PRESENT, .CKR_TOKEN_NOT_RECOGNIZED,
      .CKR_CRYPTOKI_NOT_INITIALIZED, .CKR_SESSION_HANDLE_INVALID, .CKR_SESSION_CLOSED:
      .lost
    case .CKR_GENERAL_ERROR, .CKR_FUNCTION_FAILED:
      .suspect
    case .CKR_OBJECT_HANDLE_INVALID, .CKR_KEY_HANDLE_INVALID:
      .staleHandle
    case .CKR_USER_NOT_LOGGED_IN:
      .loginLost
    default:
      code.isKnown ? .callersError : .suspect
    }
  }
}
