/// A number that PKCS#11 gives a name, such as a CK_KEY_TYPE: known here, or only known to a vendor.
public protocol StandardConstant: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == UInt {
  init(rawValue: UInt)

  /// What every name of this kind begins with, such as `CKM_`.
  static var prefix: String { get }

  /// The names of this kind in both directions, built once.
  static var names: ConstantNames { get }
}

extension StandardConstant {
  /// Everything from here up belongs to the vendors: CKA_VENDOR_DEFINED and its sisters.
  public static var vendorDefined: UInt { 0x8000_0000 }

  /// The standard's name, such as `CKM_AES_CBC_PAD`, or `CKM_0x80001234` for what the tables do not have.
  public var name: String {
    Self.names.name(of: rawValue) ?? Self.prefix + "0x" + String(rawValue, radix: 16, uppercase: true)
  }

  public var description: String { name }

  /// Whether the number is one of those that each vendor gives a meaning of its own.
  public var isVendorDefined: Bool { rawValue >= Self.vendorDefined }

  /// Whether the tables have this number.
  public var isKnown: Bool { Self.names.name(of: rawValue) != nil }

  /// Reads a standard name with or without its prefix, in any case, or a number, decimal or 0x….
  public init?(name: String) {
    let upper = name.uppercased()
    let bare = upper.hasPrefix(Self.prefix) ? String(upper.dropFirst(Self.prefix.count)) : upper
    if let value = Self.names.value(of: Self.prefix + bare) {
      self.init(rawValue: value)
    } else if let number = bare.hasPrefix("0X") ? UInt(bare.dropFirst(2), radix: 16) : UInt(bare) {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }
}
