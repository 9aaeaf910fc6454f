import Curses

/// A table for people: columns as wide as their widest cell, the last one ragged.
struct TextTable {
  private struct Cell {
    let text: String
    let width: Int

    init(_ text: String) {
      self.text = PlainText.safe(text)
      width = ScreenText.width(of: self.text)
    }
  }
  private var rows: [[Cell]] = []
  private var widths: [Int] = []

  init(_ heading: [String]) { add(heading) }

  mutating func add(_ cells: [String]) {
    let row = cells.map(Cell.init)
    for (index, cell) in row.enumerated() {
      if index == widths.count { widths.append(0) }
      widths[index] = max(widths[index], cell.width)
    }
    rows.append(row)
  }

  var text: String {
    rows.reduce(into: "") { text, row in
      // Nothing is padded up to what is empty.
      guard let last = row.lastIndex(where: { !$0.text.isEmpty }) else { return text += "\n" }
      for (index, cell) in row[..<last].enumerated() {
        text += cell.text
        text += String(repeating: " ", count: widths[index] - cell.width + 2)
      }
      text += row[last].text + "\n"
    }
  }
}
