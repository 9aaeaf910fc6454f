/// What Claviger does with a mechanism.
public enum MechanismUse: String, Sendable, Hashable, Codable, CaseIterable {
  /// Operations choose it by themselves.
  case used
  /// Whoever names it gets it; nothing chooses it.
  case supportedOnly
  /// The tables have its name and number, no more.
  case known
}
