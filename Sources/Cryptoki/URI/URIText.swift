/// A text in a PKCS#11 URI: bytes that should be UTF-8. Shown as text, compared byte by byte.
public struct URIText: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }
  public init(_ string: String) { bytes = Array(string.utf8) }
  public init(stringLiteral value: String) { self.init(value) }

  /// As text; bytes that are not UTF-8 stand as replacement characters.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  public var description: String { string }
}
