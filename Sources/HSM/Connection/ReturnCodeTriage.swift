public import Cryptoki

/// What a return code says of the connection to the HSM. The raw value is the configuration's word.
public enum ReturnCodeTriage: String, Sendable, Hashable, CaseIterable {
  /// The call was wrong, or the token's rules forbid it: the connection is well.
  case callersError = "caller"
  /// An object's number is no longer valid: it is found anew, once.
  case staleHandle = "stale-handle"
  /// The login ended behind our back.
  case loginLost = "login-lost"
  /// Could be anything: a probe decides.
  case suspect
  /// The connection is gone.
  case lost
}

/// How a driver's return codes are sorted: the standard's rows, the profile's before them, the configuration's before all.
public struct TriageTable: Sendable, Hashable {
  private let rows: [ReturnCode: ReturnCodeTriage]

  /// The codes that say something of the connection; every other one that the standard names is the caller's error.
  static let standardRows: [ReturnCode: ReturnCodeTriage] = [
    .CKR_DEVICE_ERROR: .lost,
    .CKR_DEVICE_REMOVED: .lost,
    .CKR_TOKEN_NOT_PRESENT: .lost,
    .CKR_TOKEN_NOT_RECOGNIZED: .lost,
    .CKR_CRYPTOKI_NOT_INITIALIZED: .lost,
    // Idle sessions are dropped by some HSMs that are well otherwise.
    .CKR_SESSION_HANDLE_INVALID: .suspect,
    .CKR_SESSION_CLOSED: .suspect,
    .CKR_GENERAL_ERROR: .suspect,
    .CKR_FUNCTION_FAILED: .suspect,
    .CKR_OBJECT_HANDLE_INVALID: .staleHandle,
    .CKR_KEY_HANDLE_INVALID: .staleHandle,
    .CKR_USER_NOT_LOGGED_IN: .loginLost,
  ]

  /// - Parameters:
  ///   - profile: the rows of the vendor's codes go before the standard's.
  ///   - configured: goes before both.
  public init(profile: DriverProfile = .standard, configured: [ReturnCode: ReturnCodeTriage] = [:]) {
    rows = Self.standardRows
      .merging(profile.codes.map { ($0.code, $0.triage) }) { _, vendor in vendor }
      .merging(configured) { _, configured in configured }
  }

  /// Sorts a code. What no row names and the standard does not know is suspect: vendors answer what they like, and
  /// nobody's list is complete.
  public func verdict(of code: ReturnCode) -> ReturnCodeTriage {
    rows[code] ?? (code.isKnown ? .callersError : .suspect)
  }
}
