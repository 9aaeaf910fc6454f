internal import HSM

/// What bringing secrets to their effective key is about, and how far it got.
public enum Reprotection {
  /// Which secrets are brought to their effective key.
  public struct Selection: Sendable, Hashable, Codable {
    public var filter: SecretFilter
    /// Whether secrets that were put with a key of their own are moved to the effective one too.
    public var evenNamed: Bool

    public init(_ filter: SecretFilter = SecretFilter(), evenNamed: Bool = false) {
      self.filter = filter
      self.evenNamed = evenNamed
    }
  }

  /// How many secrets would go from one key to another.
  public struct Move: Sendable, Hashable, Codable {
    public let from: KeyIdentity
    public let to: KeyIdentity
    public let secrets: Int

    public init(from: KeyIdentity, to: KeyIdentity, secrets: Int) {
      self.from = from
      self.to = to
      self.secrets = secrets
    }
  }

  /// What is to be done, found without changing anything.
  public struct Plan: Sendable, Hashable, Codable {
    public let moves: [Move]
    /// Secrets that stay under a key that was named with them, though another is effective.
    public let named: Int
    /// Secrets for which no key is effective.
    public let withoutKey: Int

    public init(moves: [Move], named: Int, withoutKey: Int) {
      self.moves = moves
      self.named = named
      self.withoutKey = withoutKey
    }

    public var secrets: Int { moves.reduce(0) { $0 + $1.secrets } }
  }

  /// How far it got.
  public struct Progress: Sendable, Hashable, Codable {
    public let done: Int
    public let failed: Int
    public let total: Int

    public init(done: Int, failed: Int, total: Int) {
      self.done = done
      self.failed = failed
      self.total = total
    }
  }

  /// Why secrets are still under a key that is not their effective one.
  public struct Remainder: Sendable, Hashable, Codable {
    public let key: KeyIdentity
    public let secrets: Int
    public let reason: String
    /// False for secrets that are meant to stay where they are.
    public let isFailure: Bool
  }

  /// What came of it.
  public struct Report: Sendable, Hashable, Codable {
    public let moved: Int
    /// Empty where nothing hangs on an old key any more.
    public let remaining: [Remainder]
    /// Whether it was stopped before its end.
    public let isStopped: Bool
  }
}
