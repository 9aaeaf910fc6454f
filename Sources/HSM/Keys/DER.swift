/// The little of ASN.1's distinguished encoding that keys and signatures are written in.
enum DER {
  static func sequence(_ content: [UInt8]) -> [UInt8] { tagged(0x30, content) }
  static func octetString(_ content: [UInt8]) -> [UInt8] { tagged(0x04, content) }
  static func bitString(_ content: [UInt8]) -> [UInt8] { tagged(0x03, [0] + content) }

  /// An element that is known by its number in its surroundings, and made of others.
  static func contextual(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { tagged(0xA0 | number, content) }

  static let null: [UInt8] = [0x05, 0x00]

  /// A positive INTEGER, of its bytes with the most significant first.
  static func integer(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let digits = Array(bytes.drop { $0 == 0 })
    guard let first = digits.first else { return [0x02, 1, 0] }
    return tagged(0x02, (first >= 0x80 ? [0] : []) + digits)
  }

  private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
    let length = withUnsafeBytes(of: UInt64(content.count).bigEndian) { Array($0.drop { $0 == 0 }) }
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }
}
