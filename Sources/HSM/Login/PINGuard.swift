public import Cryptoki
import Synchronization

/// Keeps a PIN that nobody typed from being tried again once a token refused it, and from being sent to another token.
///
/// How far it remembers is up to whoever makes it: the key store's remembers for all processes.
public struct PINGuard: Sendable {
  /// What a source is known by until it changes; nil where a person, or a PIN pad, gives the PIN.
  public let identity: @Sendable (PINSource) throws(HSMError) -> String?
  /// Takes the one try that a source has; waits while another process tries it.
  ///
  /// Throws `HSMError`: `pinRefused` where it was refused before, `loginNeeded` where the token is another one.
  public let claim: @Sendable (PINAttempt) throws(HSMError) -> Void
  /// Says what became of a claimed try.
  public let settle: @Sendable (PINAttempt, PINAttempt.Outcome) -> Void
  /// A PIN that a person typed was accepted: what was refused before may be tried again, and the token is the driver's.
  public let acceptTyped: @Sendable (_ driver: String?, _ token: TokenIdentity, _ user: String) -> Void
  /// A PIN that a person typed was refused: the person may try again, and it is remembered that this was done.
  public let refuseTyped: @Sendable (_ driver: String, _ token: TokenIdentity, _ user: String, CryptokiError) -> Void

  public init(
    identity: @escaping @Sendable (PINSource) throws(HSMError) -> String?,
    claim: @escaping @Sendable (PINAttempt) throws(HSMError) -> Void,
    settle: @escaping @Sendable (PINAttempt, PINAttempt.Outcome) -> Void,
    acceptTyped: @escaping @Sendable (_ driver: String?, _ token: TokenIdentity, _ user: String) -> Void,
    refuseTyped: @escaping @Sendable (_ driver: String, _ token: TokenIdentity, _ user: String, CryptokiError) -> Void =
      { _, _, _, _ in }
  ) {
    self.identity = identity
    self.claim = claim
    self.settle = settle
    self.acceptTyped = acceptTyped
    self.refuseTyped = refuseTyped
  }

  /// Remembers for this process alone; a source is known by what the configuration says of it.
  public static func inMemory() -> PINGuard {
    let memory = PINMemory()
    return PINGuard(
      identity: { (source) throws(HSMError) in
        switch source {
        case .prompt, .protected: nil
        case .file(let path): "file \(path)"
        case .command(let words): "command \(words)"
        }
      },
      claim: { (attempt) throws(HSMError) in try memory.claim(attempt) },
      settle: { memory.settle($0, $1) },
      acceptTyped: { _, token, user in memory.forget(token, user) })
  }
}

/// The refusals of one process.
private final class PINMemory: Sendable {
  private let refusals = Mutex<[PINAttempt: HSMError]>([:])

  func claim(_ attempt: PINAttempt) throws(HSMError) {
    guard let refusal = refusals.withLock({ $0[attempt] }) else { return }
    throw HSMError(
      .pinRefused, "\(refusal.message); it is not tried again", remedy: refusal.remedy, cause: refusal.cause)
  }

  func settle(_ attempt: PINAttempt, _ outcome: PINAttempt.Outcome) {
    guard case .refused(let error) = outcome else { return }
    let refusal = HSMError(couldNot: "token \(attempt.token.label) refused the login", error)
    refusals.withLock { $0[attempt] = refusal }
  }

  func forget(_ token: TokenIdentity, _ user: String) {
    refusals.withLock { $0 = $0.filter { $0.key.token != token || $0.key.user != user } }
  }
}
