/// What an attribute's value is made of.
public enum AttributeKind: Sendable, Hashable {
  case bool, number, bytes, text, date, keyType, objectClass, certificateType, mechanism, bigInteger
  /// Attributes within the attribute.
  case template
  case mechanismList
  /// CK_ULONGs one after the other.
  case numberList
}
