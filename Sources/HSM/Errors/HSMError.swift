public import Cryptoki

/// What could not be done with an HSM, why, and what a person may do about it.
public struct HSMError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure; each has one exit code of the program.
  public enum Code: Sendable, Hashable, CaseIterable {
    /// The library is missing or is no module.
    case moduleUnusable
    /// The module answers, but there is no such token.
    case noToken
    /// More than one token fits the configuration.
    case ambiguousToken
    /// C_Initialize failed, or the connection is lost or being restored.
    case notConnected
    /// A call has not returned within its deadline.
    case stuck
    case loginNeeded
    case pinRefused
    case pinLocked
    /// The PIN's file or command gave none.
    case pinUnavailable
    /// It cannot be told whether the PIN was refused before, so that it is not tried.
    case pinUnknown
    case notFound
    case ambiguous
    /// The use case, read-only mode or the token's rules forbid it.
    case refused
    /// Any other answer of the token.
    case failed

    /// Whether the connection is well, and only nobody is logged in.
    var isAboutLogin: Bool {
      switch self {
      case .loginNeeded, .pinRefused, .pinLocked, .pinUnavailable, .pinUnknown, .refused: true
      case .moduleUnusable, .noToken, .ambiguousToken, .notConnected, .stuck, .notFound, .ambiguous, .failed: false
      }
    }
  }

  public let code: Code
  /// One line without its final stop: what could not be done, and why.
  public let message: String
  /// What a person may do.
  public let remedy: String
  public let cause: CryptokiError?

  public init(_ code: Code, _ message: String, remedy: String, cause: CryptokiError? = nil) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.cause = cause
  }

  /// A token's refusal, in the words of the return code's row.
  public init(couldNot what: String, _ cause: CryptokiError) {
    self.init(
      Self.code(for: cause.code), "\(what): \(cause.code.meaning)", remedy: cause.code.remedy, cause: cause)
  }

  /// The same in the words of the driver's own table, where it names the code.
  init(couldNot what: String, _ cause: CryptokiError, profile: DriverProfile) {
    guard let row = profile.codes.first(where: { $0.code == cause.code }) else {
      self.init(couldNot: what, cause)
      return
    }
    let code: Code =
      switch row.triage {
      case .lost: .notConnected
      case .loginLost: .loginNeeded
      case .callersError, .staleHandle, .suspect: .failed
      }
    self.init(code, "\(what): \(row.meaning) (\(row.name))", remedy: row.remedy, cause: cause)
  }

  public var description: String { message }

  public var exitCode: Int32 {
    switch code {
    case .moduleUnusable, .pinUnavailable: 2
    case .noToken, .ambiguousToken, .notConnected, .stuck: 3
    case .loginNeeded, .pinRefused, .pinLocked: 4
    case .notFound, .ambiguous: 5
    case .refused: 6
    case .failed, .pinUnknown: 1
    }
  }

  private static func code(for code: ReturnCode) -> Code {
    switch code {
    case .CKR_PIN_INCORRECT, .CKR_PIN_INVALID, .CKR_PIN_LEN_RANGE: .pinRefused
    case .CKR_PIN_LOCKED: .pinLocked
    case .CKR_USER_NOT_LOGGED_IN, .CKR_PIN_EXPIRED, .CKR_USER_PIN_NOT_INITIALIZED: .loginNeeded
    case .CKR_TOKEN_NOT_PRESENT: .noToken
    default: TriageTable().verdict(of: code) == .lost ? .notConnected : .failed
    }
  }
}
