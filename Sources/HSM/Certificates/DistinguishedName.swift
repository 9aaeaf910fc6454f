internal import COpenSSL

/// A distinguished name as RFC 4514 writes it, `CN=host.example,O=Example,C=DE`, in DER.
public struct DistinguishedName: Sendable, Hashable {
  public let der: [UInt8]

  /// Why a text is no name.
  public struct Malformed: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
  }

  /// - Parameter text: parts with commas between them, the last standing first in the encoding; `+` joins the values of
  ///   one part; a backslash takes the next character, or two hexadecimal digits, as they are.
  public init(_ text: String) throws(Malformed) {
    guard let name = X509_NAME_new() else { fatalError("no memory for a name") }
    defer { X509_NAME_free(name) }
    for part in try Self.split(text, at: ",").reversed() {
      for (index, value) in try Self.split(part, at: "+").enumerated() {
        guard let equals = value.firstIndex(of: "=") else {
          throw Malformed(description: "“\(value)” is no NAME=VALUE")
        }
        let type = value[..<equals].filter { $0 != " " }
        let bytes = try Self.unescaped(value[value.index(after: equals)...])
        // MBSTRING_UTF8; -1 puts a value into the part before it, 0 into one of its own.
        guard !bytes.isEmpty,
          X509_NAME_add_entry_by_txt(name, String(type), 0x1000, bytes, Int32(bytes.count), -1, index == 0 ? 0 : -1)
            == 1
        else {
          ERR_clear_error()
          throw Malformed(description: "“\(value)” is not understood, or too long")
        }
      }
    }
    var encoded: UnsafeMutablePointer<UInt8>?
    let length = i2d_X509_NAME(name, &encoded)
    guard length > 0, let encoded else { throw Malformed(description: "the name is empty") }
    der = Array(UnsafeBufferPointer(start: encoded, count: Int(length)))
    CRYPTO_free(encoded, nil, 0)
  }

  /// The pieces between separators that no backslash stands before.
  private static func split(_ text: String, at separator: Character) throws(Malformed) -> [String] {
    var pieces = [""]
    var isEscaped = false
    for character in text {
      if character == separator, !isEscaped { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
      isEscaped = character == "\\" && !isEscaped
    }
    guard !isEscaped else { throw Malformed(description: "nothing follows the last backslash") }
    return pieces
  }

  private static func unescaped(_ text: Substring) throws(Malformed) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let first = rest.popFirst() {
      guard first == "\\", let next = rest.popFirst() else {
        bytes += Array(String(first).utf8)
        continue
      }
      if let high = next.hexDigitValue, let low = rest.first?.hexDigitValue {
        rest.removeFirst()
        bytes.append(UInt8(high << 4 | low))
      } else {
        bytes += Array(String(next).utf8)
      }
    }
    return bytes
  }
}
