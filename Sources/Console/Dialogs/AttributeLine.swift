import Cryptoki
import Curses

/// An attribute as dialogs show it: the standard's name, its value, and what it means, in columns.
///
/// - Parameter value: harmless on a screen already.
func attributeLine(_ type: AttributeType, _ value: String) -> String {
  let line = type.name.padded(to: 24) + (type.name.count < 24 ? "" : " ") + value
  guard let words = type.row?.words, !words.isEmpty else { return line }
  // Beside a long value its meaning follows at once.
  return line.padded(to: 40) + (ScreenText.width(of: line) < 39 ? "" : "  ") + words
}

extension String {
  /// The text with blanks behind it up to so many columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - ScreenText.width(of: self)))
  }
}
