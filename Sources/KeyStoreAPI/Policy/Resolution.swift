/// Which key protects a type in a policy, and why.
public struct Resolution: Sendable, Hashable {
  /// One scope that was looked at, and what was set there.
  public struct Link: Sendable, Hashable {
    public let scope: Scope
    public let key: KeyReference?

    public init(scope: Scope, key: KeyReference?) {
      self.scope = scope
      self.key = key
    }
  }

  public let type: String
  public let policy: PolicyPath
  /// Every scope that has a say, the one that goes first standing first; those after the hit too.
  public let chain: [Link]

  public init(type: String, policy: PolicyPath, chain: [Link]) {
    self.type = type
    self.policy = policy
    self.chain = chain
  }

  private var hit: Link? { chain.first { $0.key != nil } }

  public var key: KeyReference? { hit?.key }
  /// Where the key comes from.
  public var source: Scope? { hit?.scope }
  /// The scopes that go before it, where none is set.
  var passed: [Scope] { chain.prefix { $0.key == nil }.map(\.scope) }
}
