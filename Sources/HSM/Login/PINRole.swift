public import Cryptoki

/// Whose PIN: the two that CK_TOKEN_INFO has flags for.
public enum PINRole: String, Sendable, Hashable, Codable, CaseIterable {
  case user
  case securityOfficer

  public var words: String {
    switch self {
    case .user: "the user"
    case .securityOfficer: "the security officer"
    }
  }
}

/// How a PIN stands, as far as the token tells: its flags may always be 0.
public enum PINState: String, Sendable, Hashable, Codable {
  case fine
  /// A wrong PIN was given since the last login.
  case low
  /// The next wrong PIN locks it.
  case finalTry
  case locked

  public var words: String {
    switch self {
    case .fine: "no wrong try"
    case .low: "low: a wrong PIN was tried"
    case .finalTry: "final try: one more wrong PIN locks it"
    case .locked: "locked"
    }
  }
}

extension TokenFlags {
  public func pinState(of role: PINRole) -> PINState {
    let (locked, final, low): (TokenFlags, TokenFlags, TokenFlags) =
      switch role {
      case .user: (.CKF_USER_PIN_LOCKED, .CKF_USER_PIN_FINAL_TRY, .CKF_USER_PIN_COUNT_LOW)
      case .securityOfficer: (.CKF_SO_PIN_LOCKED, .CKF_SO_PIN_FINAL_TRY, .CKF_SO_PIN_COUNT_LOW)
      }
    return contains(locked) ? .locked : contains(final) ? .finalTry : contains(low) ? .low : .fine
  }

  /// Whether the token wants another PIN before it does anything else.
  public func mustChangePIN(of role: PINRole) -> Bool {
    contains(role == .user ? .CKF_USER_PIN_TO_BE_CHANGED : .CKF_SO_PIN_TO_BE_CHANGED)
  }
}

extension TokenInfo {
  /// Lets a PIN be tried, or says why it must not be.
  ///
  /// - Parameter finalTry: whether a person confirmed the try after which the token locks the PIN.
  /// - Throws: `HSMError`: `pinLocked`, or `refused` where the last try was not confirmed.
  func admitTry(of role: PINRole, finalTry: Bool) throws(HSMError) {
    switch flags.pinState(of: role) {
    case .locked:
      throw HSMError(
        .pinLocked, "the PIN of \(role.words) of token \(label) is locked",
        remedy: role == .user
          ? "have the security officer set a new one: `claviger token unlock`"
          : "the token's maker tells what can be done; often it can only be set up anew")
    case .finalTry where !finalTry:
      throw HSMError(
        .refused, "one more wrong PIN of \(role.words) locks token \(label)",
        remedy: "if the last try is meant, confirm it: --confirm with the token's label, or the dialog of the console")
    case .finalTry, .low, .fine: return
    }
  }
}
