/// A kind of secret, for which a default key can be set.
public struct SecretType: Sendable, Hashable, Codable {
  /// What a new store knows.
  public static let builtInNames = [
    "private-key", "certificate", "password", "username", "symmetric-key", "generic",
  ]

  public let name: String
  public let builtIn: Bool
  /// How many secrets are of this type.
  public let secrets: Int

  public init(name: String, builtIn: Bool, secrets: Int) {
    self.name = name
    self.builtIn = builtIn
    self.secrets = secrets
  }
}
