/// What an attribute's value is made of.
public enum AttributeKind: Sendable, Hashable {
  case bool, number, bytes, text, date, keyType, objectClass, certificateType, mechanism, bigInteger, template
  case mechanismList, numberList
}
