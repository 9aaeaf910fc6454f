public import Cryptoki

/// An attribute that a token made another than it was asked to.
public struct KeyDeviation: Sendable, Hashable, Codable {
  public let objectClass: ObjectClass
  public let type: AttributeType
  public let asked: AttributeValue
  public let reading: AttributeReading

  /// Compares an object with what was asked of it.
  static func all(of object: ObjectAttributes, _ half: KeyTemplate.Half) -> [KeyDeviation] {
    half.template.attributes.compactMap { asked in
      let reading = object[asked.type] ?? .absent
      let isAsAsked =
        if case .value(let value) = reading { value.means(asked.value, as: asked.type) } else {
          asked.value == false && reading == .absent
        }
      return isAsAsked
        ? nil
        : KeyDeviation(
          objectClass: half.objectClass, type: asked.type, asked: asked.value, reading: reading)
    }
  }

  /// Whether the key is weaker for it, or another than was meant: such a key is not kept.
  var isWeaker: Bool {
    switch (type, asked) {
    // A token may have names of its own making, and what stands in them guards nothing.
    case (.CKA_LABEL, _), (.CKA_ID, _), (.CKA_SUBJECT, _): false
    // Some tokens keep the modulus' length to themselves; it is measured by the modulus.
    case (.CKA_MODULUS_BITS, _): false
    // Curves have more than one name.
    case (.CKA_EC_PARAMS, .bytes(let parameters)): !Self.isSameCurve(parameters, reading)
    case (.CKA_START_DATE, _), (.CKA_END_DATE, _):
      // What cannot be read may still be there; the review has said so.
      if case .failed = reading { false } else { true }
    case (_, .bool(true)): Self.strictWhenTrue.contains(type)
    case (_, .bool(false)): reading == .value(true)
    default: true
    }
  }

  /// What guards a key when it is true; everything else that is true allows something.
  private static let strictWhenTrue: Set<AttributeType> = [
    .CKA_TOKEN, .CKA_PRIVATE, .CKA_SENSITIVE, .CKA_WRAP_WITH_TRUSTED, .CKA_ALWAYS_AUTHENTICATE,
  ]

  private static func isSameCurve(_ parameters: [UInt8], _ reading: AttributeReading) -> Bool {
    guard case .value(.bytes(let read)) = reading, let curve = Curve(parameters: parameters) else { return false }
    return Curve(parameters: read) == curve
  }

  /// In words: `CKA_SENSITIVE of the private key is false, not true`.
  public var words: String {
    let half =
      switch objectClass {
      case .CKO_PRIVATE_KEY: " of the private key"
      case .CKO_PUBLIC_KEY: " of the public key"
      default: ""
      }
    let found =
      switch reading {
      case .value(let value): "is \(value.words(as: type)), not \(asked.words(as: type))"
      case .absent: "is missing"
      case .sensitive: "is kept by the token"
      case .failed(let code): "cannot be read (\(code.name))"
      }
    return "\(type.name)\(half) \(found)"
  }
}

extension AttributeValue {
  /// Whether both say the same: in lists and templates the order says nothing.
  fileprivate func means(_ other: AttributeValue, as type: AttributeType) -> Bool {
    switch (self, other) {
    case (.template(let a), .template(let b)): Set(a.attributes) == Set(b.attributes)
    case (.bytes(let a), .bytes(let b)) where type.kind == .mechanismList:
      a.count == b.count && Set(Self.numbers(in: a)) == Set(Self.numbers(in: b))
    default: self == other
    }
  }
}
