/// Text that may be shown.
///
/// What a token calls its keys is written by others: it may hold escape sequences, text that runs backwards, and
/// characters without width. None of it reaches the terminal; each such character is one visible `�` instead, so that
/// two texts that differ look different.
public enum ScreenText {
  public static let placeholder: Character = "\u{FFFD}"

  public static func safe(_ bytes: [UInt8]) -> String {
    safe(String(decoding: bytes, as: UTF8.self))
  }

  public static func safe(_ text: String) -> String {
    guard !isPlain(text) else { return text }
    var result = String.UnicodeScalarView()
    result.reserveCapacity(text.utf8.count)
    for cell in SafeCells(text) {
      result.append(cell.base)
      result.append(contentsOf: cell.marks)
    }
    return String(result)
  }

  /// How many columns a character takes, once it is safe: 0, 1 or 2.
  public static func width(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return ascii >= 0x20 && ascii != 0x7F ? 1 : 0 }
    return min(2, width(of: String(character)))
  }

  /// How many columns a text takes, once it is safe.
  public static func width(of text: String) -> Int {
    guard !isPlain(text) else { return text.utf8.count }
    return SafeCells(text).reduce(0) { $0 + $1.width }
  }

  /// Whether a text is of printable ASCII only: each byte is one safe column.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }
}
