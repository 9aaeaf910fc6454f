internal import CCryptoki

/// The type of an attribute: a CK_ATTRIBUTE_TYPE, known here or not.
public struct AttributeType: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

/// What an attribute's value is made of.
public enum AttributeKind: Sendable, Hashable {
  case bool, number, bytes, text, date, keyType, objectClass, certificateType, mechanism, bigInteger, template
  case mechanismList
}

extension AttributeType {
  public static let CKA_CLASS = Self(rawValue: CCryptoki.CKA_CLASS)
}
