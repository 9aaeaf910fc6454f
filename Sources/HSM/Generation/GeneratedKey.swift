public import Cryptoki

/// A key that a token made, read again and found no weaker than asked.
public struct GeneratedKey: Sendable, Hashable, Codable {
  /// A secret key; or the private half, then the public one.
  public let objects: [KeyObject]
  public let mechanism: MechanismType
  /// Attributes that a strict token refused to be told, and that came out as asked without.
  public let leftOut: [AttributeType]
  /// What came out otherwise, and does no harm.
  public let deviations: [KeyDeviation]
}
