/// An attribute's value in a form that Swift code works with.
public enum AttributeValue: Sendable, Hashable, Codable, ExpressibleByBooleanLiteral {
  case bool(Bool)
  /// A CK_ULONG: a length, a class, a key type.
  case number(UInt)
  case bytes([UInt8])
  /// Attributes within the attribute, such as CKA_UNWRAP_TEMPLATE has.
  case template(Template)

  public init(booleanLiteral value: Bool) { self = .bool(value) }

  public static func text(_ text: String) -> Self { .bytes(Array(text.utf8)) }
  public static func date(_ date: CKDate) -> Self { .bytes(date.bytes) }
  public static func objectClass(_ value: ObjectClass) -> Self { .number(value.rawValue) }
  public static func keyType(_ value: KeyType) -> Self { .number(value.rawValue) }
  public static func certificateType(_ value: CertificateType) -> Self { .number(value.rawValue) }

  /// The bytes that C_CreateObject and its sisters are given.
  var native: [UInt8] {
    switch self {
    case .bool(let value): [value ? 1 : 0]
    case .number(let value): withUnsafeBytes(of: value) { Array($0) }
    case .bytes(let value): value
    // Its pointers are made where it is lent: `Template.withCTemplate`.
    case .template: []
    }
  }

  /// Reads what a module gave, by the kind that the attribute's row names; a length that does not fit stays bytes.
  init(native: UnsafeRawBufferPointer, kind: AttributeKind) {
    switch kind {
    case .bool where native.count == 1:
      self = .bool(native[0] != 0)
    case .template where native.isEmpty: self = .template([:])
    case .number, .keyType, .objectClass, .certificateType, .mechanism:
      let isNumber = native.count == MemoryLayout<UInt>.size
      self = isNumber ? .number(native.loadUnaligned(as: UInt.self)) : .bytes(Array(native))
    default:
      self = .bytes(Array(native))
    }
  }
}

/// What asking for one attribute of an object came to.
public enum AttributeReading: Sendable, Hashable, Codable {
  case value(AttributeValue)
  /// The object has no such attribute: CKR_ATTRIBUTE_TYPE_INVALID.
  case absent
  /// The token keeps it to itself: CKR_ATTRIBUTE_SENSITIVE.
  case sensitive
  /// The token failed to say.
  case failed(ReturnCode)
}
