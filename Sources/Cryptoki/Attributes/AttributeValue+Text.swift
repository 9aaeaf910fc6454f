/// Why a text is no value of an attribute.
public struct AttributeTextError: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

extension AttributeValue {
  /// Reads a value as people write it, by the kind that the attribute's row names.
  ///
  /// Booleans are `true` and `false`; dates `2026-12-31`, or empty for none; bytes hexadecimal; big integers decimal, or
  /// hexadecimal after `0x`; mechanisms and other named numbers the standard's names, lists of them with commas; and
  /// templates `{CKA_SENSITIVE=true,CKA_EXTRACTABLE=false}`.
  public init(parsing text: String, for type: AttributeType) throws(AttributeTextError) {
    func refuse(_ wanted: String) -> AttributeTextError {
      AttributeTextError("\(type.name) takes \(wanted), not “\(text)”")
    }
    func number<Constant: StandardConstant>(_ constant: Constant?, _ wanted: String) throws(AttributeTextError) -> Self
    {
      guard let constant else { throw refuse(wanted) }
      return .number(constant.rawValue)
    }
    switch type.kind {
    case .bool:
      switch text.lowercased() {
      case "true", "yes", "1": self = true
      case "false", "no", "0": self = false
      default: throw refuse("true or false")
      }
    case .number:
      guard let value = UInt(digits: text) else { throw refuse("a number") }
      self = .number(value)
    case .text: self = .text(text)
    case .date:
      if text.isEmpty {
        self = .bytes([])
      } else if let date = CKDate(text) {
        self = .date(date)
      } else {
        throw refuse("a day such as 2026-12-31")
      }
    case .keyType: self = try number(KeyType(name: text), "a type of key such as CKK_AES")
    case .objectClass: self = try number(ObjectClass(name: text), "a class such as CKO_SECRET_KEY")
    case .certificateType: self = try number(CertificateType(name: text), "a type of certificate such as CKC_X_509")
    case .mechanism: self = try number(MechanismType(name: text), "a mechanism such as CKM_AES_CBC_PAD")
    case .bytes:
      guard let bytes = [UInt8](hexadecimal: text) else { throw refuse("bytes in hexadecimal") }
      self = .bytes(bytes)
    case .bigInteger:
      guard let bytes = [UInt8](bigInteger: text) else { throw refuse("a number, decimal or 0x…") }
      self = .bytes(bytes)
    case .mechanismList:
      guard let list = Self.list(text, { MechanismType(name: $0)?.rawValue }) else {
        throw refuse("mechanisms with commas between")
      }
      self = .bytes(list)
    case .numberList:
      guard let list = Self.list(text, { UInt(digits: $0) }) else { throw refuse("numbers with commas between") }
      self = .bytes(list)
    case .template: self = .template(try Template(parsing: text, for: type))
    }
  }

  /// CK_ULONGs one after the other; nil where one of the words is none.
  private static func list(_ text: String, _ read: (String) -> UInt?) -> [UInt8]? {
    var bytes: [UInt8] = []
    for word in text.split(separator: ",") {
      guard let number = read(word.trimmingSpaces) else { return nil }
      withUnsafeBytes(of: number) { bytes += $0 }
    }
    return bytes
  }
}

extension Template {
  /// Reads an attribute and its value as people write them: `CKA_MODIFIABLE=false`.
  public static func assignment(_ text: String) throws(AttributeTextError) -> (AttributeType, AttributeValue) {
    guard let equals = text.firstIndex(of: "=") else {
      throw AttributeTextError("“\(text)” is no CKA_NAME=VALUE")
    }
    let name = String(text[..<equals]).trimmingSpaces
    guard let type = AttributeType(name: name), type.isKnown || name.lowercased().contains("0x") else {
      throw AttributeTextError("there is no attribute \(name)")
    }
    return (type, try AttributeValue(parsing: String(text[text.index(after: equals)...]), for: type))
  }

  /// Reads `{CKA_SENSITIVE=true,CKA_EXTRACTABLE=false}`; a template within it is refused.
  fileprivate init(parsing text: String, for outer: AttributeType) throws(AttributeTextError) {
    let trimmed = text.trimmingSpaces
    guard trimmed.hasPrefix("{"), trimmed.hasSuffix("}"), trimmed.count >= 2 else {
      throw AttributeTextError("\(outer.name) takes {CKA_NAME=VALUE,…}, not “\(text)”")
    }
    self = [:]
    for word in trimmed.dropFirst().dropLast().split(separator: ",") {
      let (type, value) = try Template.assignment(String(word))
      guard type.kind != .template else {
        throw AttributeTextError("\(outer.name) cannot hold \(type.name): templates do not nest")
      }
      self[type] = value
    }
  }
}

extension UInt {
  /// Reads decimal digits, or hexadecimal ones after `0x`.
  fileprivate init?(digits text: String) {
    let lower = text.lowercased()
    guard let value = lower.hasPrefix("0x") ? UInt(lower.dropFirst(2), radix: 16) : UInt(lower) else { return nil }
    self = value
  }
}

extension [UInt8] {
  /// Reads pairs of hexadecimal digits; colons and a leading `0x` may stand among them.
  public init?(hexadecimal text: String) {
    var digits = text.lowercased().filter { $0 != ":" }
    if digits.hasPrefix("0x") { digits.removeFirst(2) }
    let values = digits.map(\.hexDigitValue)
    guard values.count.isMultiple(of: 2), values.allSatisfy({ $0 != nil }) else { return nil }
    self = stride(from: 0, to: values.count, by: 2).map { UInt8((values[$0] ?? 0) << 4 | (values[$0 + 1] ?? 0)) }
  }

  /// Reads a number as the standard's Big integer: most significant byte first, no zeros before it.
  fileprivate init?(bigInteger text: String) {
    let lower = text.lowercased()
    if lower.hasPrefix("0x") {
      let digits = lower.dropFirst(2)
      guard let bytes = [UInt8](hexadecimal: (digits.count.isMultiple(of: 2) ? "" : "0") + digits) else { return nil }
      self = Array(bytes.drop { $0 == 0 })
    } else {
      guard let value = UInt64(lower) else { return nil }
      self = Swift.withUnsafeBytes(of: value.bigEndian) { Array($0.drop { $0 == 0 }) }
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String {
    let spaces: Set<Character> = [" ", "\t"]
    guard let start = firstIndex(where: { !spaces.contains($0) }), let end = lastIndex(where: { !spaces.contains($0) })
    else { return "" }
    return String(self[start...end])
  }
}
