import Curses

/// A text in lines of at most so many columns, broken between words; a word that is longer is cut.
func wrapped(_ text: String, width: Int) -> [String] {
  let width = max(1, width)
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ", omittingEmptySubsequences: true) {
    if !line.isEmpty, ScreenText.width(of: line) + 1 + ScreenText.width(of: String(word)) > width {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " \(word)"
    while ScreenText.width(of: line) > width {
      var head = line
      while head.count > 1, ScreenText.width(of: head) > width { head.removeLast() }
      lines.append(head)
      line.removeFirst(head.count)
    }
  }
  return lines + [line]
}
