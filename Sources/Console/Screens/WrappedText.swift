import Curses

/// A text in lines of at most so many columns, broken between words; a word that is longer is cut.
///
/// Spaces stay as they are, since a label is typed as it is shown; the one at which a line breaks goes.
func wrapped(_ text: String, width: Int) -> [String] {
  let width = max(1, width)
  var lines: [String] = []
  var words = text.split(separator: " ", omittingEmptySubsequences: false).makeIterator()
  var line = words.next().map(String.init) ?? ""
  cut()
  while let word = words.next() {
    if !word.isEmpty, ScreenText.width(of: line) + 1 + ScreenText.width(of: String(word)) > width {
      lines.append(line)
      line = String(word)
    } else {
      line += " \(word)"
    }
    cut()
  }
  return lines + [line]

  func cut() {
    while ScreenText.width(of: line) > width {
      var head = line
      while head.count > 1, ScreenText.width(of: head) > width { head.removeLast() }
      lines.append(head)
      line.removeFirst(head.count)
    }
  }
}
