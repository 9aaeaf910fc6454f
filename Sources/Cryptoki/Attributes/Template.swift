internal import CCryptoki

/// Attributes in the order in which a module is given them.
public struct Template: Sendable, Hashable, Codable, ExpressibleByDictionaryLiteral {
  public struct Attribute: Sendable, Hashable, Codable {
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

  /// Lends the attributes as Cryptoki's array, arrays within them included, all in one allocation.
  func withCTemplate<Result>(_ body: (UnsafeMutablePointer<CK_ATTRIBUTE>?, UInt) -> Result) -> Result {
    if attributes.isEmpty { return body(nil, 0) }
    let arena = UnsafeMutableRawPointer.allocate(byteCount: nativeSize, alignment: MemoryLayout<UInt>.alignment)
    defer { arena.deallocate() }
    var end = 0
    return body(write(to: arena, &end), UInt(attributes.count))
  }

  /// Bytes that the array takes, with all values; each begins at a multiple of eight.
  private var nativeSize: Int {
    attributes.reduce(0) { size, attribute in
      let value =
        if case .template(let inner) = attribute.value { inner.nativeSize } else { attribute.value.native.count }
      return size + MemoryLayout<CK_ATTRIBUTE>.stride + Self.padded(value)
    }
  }

  private static func padded(_ count: Int) -> Int { (count + 7) & ~7 }

  private func write(to arena: UnsafeMutableRawPointer, _ end: inout Int) -> UnsafeMutablePointer<CK_ATTRIBUTE> {
    let array = (arena + end).bindMemory(to: CK_ATTRIBUTE.self, capacity: attributes.count)
    end += attributes.count * MemoryLayout<CK_ATTRIBUTE>.stride
    for (index, attribute) in attributes.enumerated() {
      let start: UnsafeMutableRawPointer
      let length: Int
      if case .template(let inner) = attribute.value {
        start = UnsafeMutableRawPointer(inner.write(to: arena, &end))
        length = inner.attributes.count * MemoryLayout<CK_ATTRIBUTE>.stride
      } else {
        let value = attribute.value.native
        start = arena + end
        length = value.count
        value.withUnsafeBytes { if let source = $0.baseAddress { start.copyMemory(from: source, byteCount: length) } }
        end += Self.padded(length)
      }
      (array + index).initialize(
        to: CK_ATTRIBUTE(
          type: attribute.type.rawValue, pValue: length == 0 ? nil : start, ulValueLen: UInt(length)))
    }
    return array
  }
}
