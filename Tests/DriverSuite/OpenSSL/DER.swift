/// As much of DER as public keys and ECDSA signatures are made of.
enum DER {
  static let rsaEncryption: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
  static let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

  static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    guard content.count > 127 else { return [tag, UInt8(content.count)] + content }
    var length = content.count
    var octets: [UInt8] = []
    while length > 0 {
      octets.insert(UInt8(length & 0xFF), at: 0)
      length >>= 8
    }
    return [tag, 0x80 | UInt8(octets.count)] + octets + content
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }

  /// A number that is not negative, from its bytes with the highest first.
  static func integer(_ magnitude: [UInt8]) -> [UInt8] {
    let digits = Array(magnitude.drop { $0 == 0 })
    return value(0x02, (digits.first ?? 0x80) >= 0x80 ? [0] + digits : digits)
  }

  static func bitString(_ content: [UInt8]) -> [UInt8] { value(0x03, [0] + content) }

  /// Takes the first value from the front, and answers its content.
  static func take(_ tag: UInt8, from bytes: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
    guard bytes.popFirst() == tag, let first = bytes.popFirst() else {
      throw OutsideError(description: "no DER \(tag)")
    }
    var length = Int(first)
    if first >= 0x80 {
      length = 0
      for _ in 0..<(first & 0x7F) { length = length << 8 | Int(bytes.popFirst() ?? 0) }
    }
    guard length <= bytes.count else { throw OutsideError(description: "DER ends too soon") }
    defer { bytes = bytes.dropFirst(length) }
    return bytes.prefix(length)
  }
}
