extension AttributeValue {
  /// The value as people read it: names for numbers, text where it is text, else hexadecimal. What is text is the
  /// token's own: hostile until shown harmless.
  public func words(as type: AttributeType) -> String {
    switch self {
    case .bool(let value): return value ? "true" : "false"
    case .number(let number):
      switch type.kind {
      case .keyType: return KeyType(rawValue: number).name
      case .objectClass: return ObjectClass(rawValue: number).name
      case .certificateType: return CertificateType(rawValue: number).name
      case .mechanism: return number == UInt.max ? "(none)" : MechanismType(rawValue: number).name
      default: return number == UInt.max ? "(unknown)" : "\(number)"
      }
    case .bytes(let bytes):
      if bytes.isEmpty { return "(empty)" }
      switch type.kind {
      case .text: return String(decoding: bytes, as: UTF8.self)
      case .date: return CKDate(bytes: bytes)?.description ?? hexadecimal(bytes)
      case .mechanismList where bytes.count.isMultiple(of: MemoryLayout<UInt>.size):
        return Self.numbers(in: bytes).map { MechanismType(rawValue: $0).name }.joined(separator: ",")
      case .numberList where bytes.count.isMultiple(of: MemoryLayout<UInt>.size):
        return Self.numbers(in: bytes).map { "\($0)" }.joined(separator: ",")
      default:
        let shown = hexadecimal(bytes.prefix(64))
        return bytes.count > 64 ? "\(shown)… (\(bytes.count) bytes)" : shown
      }
    case .template(let template):
      return "{"
        + template.attributes.map { "\($0.type.name)=\($0.value.words(as: $0.type))" }.joined(separator: ",") + "}"
    }
  }

  /// CK_ULONGs that stand one after the other.
  public static func numbers(in bytes: [UInt8]) -> [UInt] {
    let size = MemoryLayout<UInt>.size
    return bytes.withUnsafeBytes { bytes in
      stride(from: 0, through: bytes.count - size, by: size).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: UInt.self)
      }
    }
  }
}
