/// The two forms of an ECDSA signature: r and s one after the other, as Cryptoki has it, and the DER sequence of RFC 3279
/// that others read.
public enum ECDSASignature {
  public static func der(raw: [UInt8]) -> [UInt8] {
    let half = raw.count / 2
    return DER.sequence(DER.integer(raw[..<half]) + DER.integer(raw[half...]))
  }

  /// - Parameter half: the bytes of r, and of s: as long as the curve's order.
  /// - Returns: nil for what is no such sequence, or has numbers that are longer.
  public static func raw(der: [UInt8], half: Int) -> [UInt8]? {
    var rest = der[...]
    guard let sequence = element(0x30, &rest), rest.isEmpty else { return nil }
    rest = sequence
    guard let r = element(0x02, &rest), let s = element(0x02, &rest), rest.isEmpty else { return nil }
    var raw: [UInt8] = []
    for number in [r, s] {
      guard let first = number.first, first < 0x80 else { return nil }
      let digits = number.drop { $0 == 0 }
      guard digits.count <= half else { return nil }
      raw += [UInt8](repeating: 0, count: half - digits.count) + digits
    }
    return raw
  }

  private static func element(_ tag: UInt8, _ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard rest.popFirst() == tag, var count = rest.popFirst().map(Int.init) else { return nil }
    if count == 0x81 {
      guard let long = rest.popFirst(), long >= 0x80 else { return nil }
      count = Int(long)
    }
    guard count <= rest.count, count < 0x100 else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
