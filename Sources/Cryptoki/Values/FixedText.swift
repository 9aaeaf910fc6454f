/// Reads a text field of fixed width: padded with blanks by the standard, with NULs by some modules, and not always UTF-8.
func fixedText<Field>(_ field: Field) -> String {
  withUnsafeBytes(of: field) { bytes in
    let end = bytes.lastIndex { $0 != 0x20 && $0 != 0 }.map { $0 + 1 } ?? 0
    return String(decoding: bytes[..<end], as: UTF8.self)
  }
}

/// Reads a counter of CK_TOKEN_INFO: CK_UNAVAILABLE_INFORMATION, also as a 32-bit −1 of sloppy modules, is nil.
func knownCount(_ value: UInt) -> UInt? {
  value == UInt.max || value == UInt(UInt32.max) ? nil : value
}
