/// Where a secret is: its policy, and its name within it, written `Payments/Test/NAME`.
public struct SecretPath: Sendable, Hashable, Codable {
  public let policy: PolicyPath
  public let name: String

  public init(policy: PolicyPath = .root, name: String) throws(KeyStoreError) {
    self.policy = policy
    self.name = try Name.checked(name, "secret")
  }

  /// Reads a path as people write it: what stands behind the last slash is the name.
  public init(parsing text: String) throws(KeyStoreError) {
    guard let slash = text.lastIndex(of: "/") else {
      try self.init(name: text)
      return
    }
    try self.init(
      policy: try PolicyPath(parsing: String(text[..<slash])), name: String(text[text.index(after: slash)...]))
  }

  /// For a name that was checked before it was stored.
  init(policy: PolicyPath, stored name: String) {
    self.policy = policy
    self.name = name
  }
}

extension SecretPath: CustomStringConvertible {
  public var description: String { policy.isRoot ? name : "\(policy)/\(name)" }
}
