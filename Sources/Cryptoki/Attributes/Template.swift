internal import CCryptoki

/// Attributes in the order in which a module is given them.
public struct Template: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  public struct Attribute: Sendable, Hashable {
    public var type: AttributeType
    public var value: AttributeValue
  }
  public private(set) var attributes: [Attribute]

  public init(dictionaryLiteral elements: (AttributeType, AttributeValue)...) {
    attributes = elements.map { Attribute(type: $0.0, value: $0.1) }
  }

  /// An attribute's value; setting one that is there replaces it in its place.
  public subscript(type: AttributeType) -> AttributeValue? {
    get { attributes.first { $0.type == type }?.value }
    set {
      attributes.removeAll { $0.type == type && newValue == nil }
      guard let newValue else { return }
      if let index = attributes.firstIndex(where: { $0.type == type }) {
        attributes[index].value = newValue
      } else {
        attributes.append(Attribute(type: type, value: newValue))
      }
    }
  }

  /// Lends the attributes as Cryptoki's array, all values in one allocation.
  func withCTemplate<Result>(_ body: (UnsafeMutablePointer<CK_ATTRIBUTE>?, UInt) -> Result) -> Result {
    if attributes.isEmpty { return body(nil, 0) }
    let values = attributes.map(\.value.native)
    let arena = UnsafeMutableRawPointer.allocate(byteCount: max(values.reduce(0) { $0 + $1.count }, 1), alignment: 8)
    defer { arena.deallocate() }
    var native: [CK_ATTRIBUTE] = []
    native.reserveCapacity(values.count)
    var offset = 0
    for (attribute, value) in zip(attributes, values) {
      let start = arena + offset
      value.withUnsafeBytes { if let source = $0.baseAddress { start.copyMemory(from: source, byteCount: $0.count) } }
      native.append(
        CK_ATTRIBUTE(
          type: attribute.type.rawValue, pValue: value.isEmpty ? nil : start, ulValueLen: UInt(value.count)))
      offset += value.count
    }
    return native.withUnsafeMutableBufferPointer { body($0.baseAddress, UInt($0.count)) }
  }
}
