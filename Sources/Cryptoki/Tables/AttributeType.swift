/// The type of an attribute: a CK_ATTRIBUTE_TYPE, known here or not.
public struct AttributeType: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}
