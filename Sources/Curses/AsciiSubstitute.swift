/// What stands for a character where the terminal takes ASCII only.
enum AsciiSubstitute {
  static func scalar(for character: Character) -> UInt32 {
    if let ascii = character.asciiValue { return UInt32(ascii) }
    return UInt32((substitutes[character] ?? "?").value)
  }

  private static let substitutes: [Character: Unicode.Scalar] = [
    "…": "~", "─": "-", "━": "-", "│": "|", "┃": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+",
    "┬": "+", "┴": "+", "┼": "+", "▸": ">", "▶": ">", "→": ">", "›": ">", "←": "<", "‹": "<", "↑": "^", "▲": "^",
    "↓": "v", "▼": "v", "•": "*", "●": "*", "○": "o", "✓": "+", "✔": "+", "✗": "x", "✘": "x", "×": "x", "·": ".",
    "█": "#", "░": ".", "–": "-", "—": "-", "’": "'", "“": "\"", "”": "\"", "≠": "!", "⚠": "!",
  ]
}
