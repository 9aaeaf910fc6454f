public import Cryptoki

/// A try at a token with a PIN that nobody typed.
public struct PINAttempt: Sendable, Hashable {
  /// What became of it.
  public enum Outcome: Sendable, Hashable {
    case accepted
    /// The token says that the PIN is wrong, or locked.
    case refused(CryptokiError)
    /// No PIN was looked at, or the connection broke: nothing is known of the PIN.
    case untold
  }

  /// Which driver's token this is; nil for a task that no driver's login stands behind.
  public let driver: String?
  public let token: TokenIdentity
  /// CKU_USER, CKU_SO, a vendor's number, or a user's name.
  public let user: String
  /// What the source is known by, as `PINGuard.identity` says it: never the PIN, nor anything made from it.
  public let source: String

  public init(driver: String?, token: TokenIdentity, user: String, source: String) {
    self.driver = driver
    self.token = token
    self.user = user
    self.source = source
  }
}
