/// A set of CKF_ flags of one structure, printed in the standard's names.
public protocol StandardFlags: OptionSet, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == UInt, Element == Self {
  /// Each flag with its name, the lowest bit first.
  static var rows: [(flag: Self, name: String)] { get }
}

extension StandardFlags {
  /// The standard's names of the flags that are set, the lowest bit first; a bit without a name stands as `0x…`.
  public var names: [String] {
    (0..<UInt.bitWidth).compactMap { bit in
      let flag = UInt(1) << UInt(bit)
      guard rawValue & flag != 0 else { return nil }
      return Self.rows.first { $0.flag.rawValue == flag }?.name ?? "0x" + String(flag, radix: 16, uppercase: true)
    }
  }

  public var description: String { names.joined(separator: " ") }
}
