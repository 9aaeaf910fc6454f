/// Text that may be shown.
///
/// What a token calls its keys is written by others: it may hold escape sequences, text that runs backwards, and
/// characters without width. None of it reaches the terminal; each such character is one visible `�` instead, so that
/// two texts that differ look different.
public enum ScreenText {
  public static let placeholder: Character = "\u{FFFD}"

  private static let placeholderScalar: Unicode.Scalar = "\u{FFFD}"
  private static let mostScalars = 5

  public static func safe(_ bytes: [UInt8]) -> String {
    safe(String(decoding: bytes, as: UTF8.self))
  }

  public static func safe(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = String.UnicodeScalarView()
    result.reserveCapacity(text.utf8.count)
    forEachCell(of: text) { character, _ in result.append(contentsOf: character.unicodeScalars) }
    return String(result)
  }

  /// How many columns a character takes, once it is safe: 0, 1 or 2.
  public static func width(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return ascii >= 0x20 && ascii != 0x7F ? 1 : 0 }
    return min(2, width(of: String(character)))
  }

  /// How many columns a text takes, once it is safe.
  public static func width(of text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    var result = 0
    forEachCell(of: text) { _, width in result += width }
    return result
  }

  /// Whether a text is of printable ASCII only: each byte is one safe column.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// Cuts a text into what stands in one cell each, made safe: a character with its marks, and its width.
  ///
  /// These are not Swift's characters. A terminal counts columns by scalars: what Unicode joins into one picture (a
  /// family, a flag) takes as many columns there as its parts, or not, as the terminal pleases. So joiners, flags and
  /// skin tones are placeholders, and columns stay straight everywhere.
  static func forEachCell(of text: String, _ body: (Character, Int) -> Void) {
    var base: Unicode.Scalar?
    var baseWidth = 0
    var cell = String.UnicodeScalarView()
    var isOverfull = false

    func finish() {
      guard base != nil else { return }
      body(Character(String(cell)), baseWidth)
      if isOverfull { body(placeholder, 1) }
      cell.removeAll(keepingCapacity: true)
      isOverfull = false
    }

    for scalar in text.unicodeScalars {
      let kind = CharacterWidth(of: scalar, after: base)
      if kind == .dropped { continue }
      if kind == .none, base != nil {
        // A mark after too many, or one after a placeholder, would only hide what it stands on.
        if cell.count < mostScalars, base != placeholderScalar { cell.append(scalar) } else { isOverfull = true }
        continue
      }
      finish()
      base = kind == .one || kind == .two ? scalar : placeholderScalar
      baseWidth = kind == .two ? 2 : 1
      cell.append(base ?? placeholderScalar)
    }
    finish()
  }
}
