/// A node of the tree that secrets are sorted into.
public struct Policy: Sendable, Hashable, Codable {
  public let path: PolicyPath
  /// How many secrets are in it, without those of its children.
  public let secrets: Int
  /// How many defaults are set on it: its own, and those for a type in it.
  public let defaults: Int

  public init(path: PolicyPath, secrets: Int, defaults: Int) {
    self.path = path
    self.secrets = secrets
    self.defaults = defaults
  }
}
