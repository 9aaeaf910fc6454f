/// How many wrong PINs a role has, and what follows the last of them.
public struct PINRule: Sendable, Hashable {
  /// Nil: without a limit, or the vendor does not tell.
  public let tries: Int?
  /// In words that end a sentence: `the PIN is locked until the security officer sets a new one`.
  public let consequence: String
  /// Whether keys are gone for good.
  public let destroys: Bool

  init(_ tries: Int?, _ consequence: String, destroys: Bool = false) {
    self.tries = tries
    self.consequence = consequence
    self.destroys = destroys
  }

  /// For the dialog before the PIN is asked: `3 wrong PINs in a row: everything on the HSM is destroyed`.
  public var words: String {
    tries.map { "\($0) wrong PINs in a row: \(consequence)" } ?? "wrong PINs: \(consequence)"
  }
}
