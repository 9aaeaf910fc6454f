import Curses

/// A line of text that a person types.
struct TextField: Sendable, Hashable {
  var text: String
  private static let longest = 1000

  init(_ text: String = "") { self.text = text }

  /// Takes a keystroke that belongs to the text; false for others.
  mutating func take(_ keystroke: Keystroke) -> Bool {
    switch keystroke {
    case .backspace: if !text.isEmpty { text.removeLast() }
    case .control("u"): text = ""
    case .character(let character): text.append(character)
    case .paste(let pasted): text += pasted
    default: return false
    }
    text = String(text.prefix(Self.longest))
    return true
  }

  /// Draws the text, its end where it does not fit, and puts the cursor behind it.
  func draw(into frame: inout Frame, row: Int, column: Int, width: Int, isActive: Bool) {
    var shown = ScreenText.safe(text)
    while ScreenText.width(of: shown) >= max(1, width), !shown.isEmpty { shown.removeFirst() }
    let end = frame.write(shown, row: row, column: column, width: width, role: isActive ? .input : .text)
    if isActive { frame.cursor = .init(row: row, column: min(end, column + max(0, width - 1))) }
  }
}
