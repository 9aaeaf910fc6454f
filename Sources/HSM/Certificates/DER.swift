/// Writes the few elements of DER (X.690) that keys, requests and signatures are made of.
public enum DER {
  public static func element(_ tag: UInt8, _ content: some Collection<UInt8>) -> [UInt8] {
    [tag] + length(content.count) + content
  }

  public static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap { $0 }) }

  /// A number that is not negative, most significant byte first.
  public static func integer(_ digits: some Collection<UInt8>) -> [UInt8] {
    var digits = Array(digits.drop { $0 == 0 })
    // A leading zero keeps a number positive, and stands for the number zero.
    if (digits.first ?? 0x80) >= 0x80 { digits.insert(0, at: 0) }
    return element(0x02, digits)
  }

  /// Whole bytes of bits.
  public static func bitString(_ bytes: [UInt8]) -> [UInt8] { element(0x03, [0] + bytes) }

  public static let null: [UInt8] = [0x05, 0x00]

  private static func length(_ count: Int) -> [UInt8] {
    if count < 0x80 { return [UInt8(count)] }
    let digits = withUnsafeBytes(of: UInt64(count).bigEndian) { Array($0.drop { $0 == 0 }) }
    return [0x80 | UInt8(digits.count)] + digits
  }
}
