/// The attributes of one object, as one reading found them, in the order in which they were asked for.
public struct ObjectAttributes: Sendable, Hashable, Codable {
  public struct Entry: Sendable, Hashable, Codable {
    public let type: AttributeType
    public let reading: AttributeReading

    public init(type: AttributeType, reading: AttributeReading) {
      self.type = type
      self.reading = reading
    }
  }
  public let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// What came of one attribute; nil when it was not asked for.
  public subscript(type: AttributeType) -> AttributeReading? {
    for entry in entries where entry.type == type { return entry.reading }
    return nil
  }

  public func bool(_ type: AttributeType) -> Bool? {
    guard case .value(.bool(let value)) = self[type] else { return nil }
    return value
  }

  public func number(_ type: AttributeType) -> UInt? {
    guard case .value(.number(let value)) = self[type] else { return nil }
    return value
  }

  public func bytes(_ type: AttributeType) -> [UInt8]? {
    guard case .value(.bytes(let value)) = self[type] else { return nil }
    return value
  }
}
