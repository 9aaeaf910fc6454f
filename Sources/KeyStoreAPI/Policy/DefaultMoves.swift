/// What setting or clearing a default would change, found without changing anything.
public struct DefaultMoves: Sendable, Hashable, Codable {
  /// Secrets that would leave one key for another.
  public struct Move: Sendable, Hashable, Codable {
    public let from: KeyReference?
    public let to: KeyReference?
    /// How many secrets would have another effective key. Secrets with a key of their own are not among them.
    public let secrets: Int
    /// How many secrets of the whole store are encrypted under the old key, and stay so until they are re-protected.
    public let secretsOnOldKey: Int

    public init(from: KeyReference?, to: KeyReference?, secrets: Int, secretsOnOldKey: Int) {
      self.from = from
      self.to = to
      self.secrets = secrets
      self.secretsOnOldKey = secretsOnOldKey
    }

    /// “214 secrets would move from kek-2024 to kek-2026”, fit for one line of a terminal.
    public var words: String {
      func label(_ key: KeyReference) -> String { Name.printable(String(decoding: key.label, as: UTF8.self)) }
      let moving = "\(secrets) secret\(secrets == 1 ? "" : "s") would"
      switch (from, to) {
      case (let from?, let to?): return "\(moving) move from \(label(from)) to \(label(to))"
      case (nil, let to?): return "\(moving) get \(label(to)), and have no key now"
      case (let from?, nil): return "\(moving) lose \(label(from)), and have no key"
      case (nil, nil): return "\(moving) have no key, as now"
      }
    }
  }

  public let moves: [Move]
  /// How many types would have another effective key somewhere.
  public let types: Int
  /// How many policies, without the root, would have another effective key for some type.
  public let policies: Int

  public init(moves: [Move], types: Int, policies: Int) {
    self.moves = moves
    self.types = types
    self.policies = policies
  }

  /// The sum in words: “214 secrets in 1 type and 5 policies get another key”.
  public var words: String {
    func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
    let places = counted(types, "type", "types") + " and " + counted(policies, "policy", "policies")
    return counted(secrets, "secret", "secrets") + " in \(places) get another key"
  }

  public var secrets: Int { moves.reduce(0) { $0 + $1.secrets } }
}
