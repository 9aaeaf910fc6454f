import Curses

/// A table for people: columns as wide as their widest cell, the last one ragged.
struct TextTable {
  private var rows: [[String]]

  init(_ heading: [String]) { rows = [heading] }

  mutating func add(_ cells: [String]) { rows.append(cells.map(PlainText.safe)) }

  var text: String {
    let widths = rows.reduce(into: [Int]()) { widths, row in
      for (index, cell) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], ScreenText.width(of: cell))
      }
    }
    return rows.reduce(into: "") { text, row in
      for (index, cell) in row.enumerated() {
        text += cell
        if index < row.count - 1 {
          text += String(repeating: " ", count: widths[index] - ScreenText.width(of: cell) + 2)
        }
      }
      while text.hasSuffix(" ") { text.removeLast() }
      text += "\n"
    }
  }
}
