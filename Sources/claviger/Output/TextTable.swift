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

  var text: String { text(fitting: .max) }

  /// The table without the last columns, where a terminal is too narrow for all.
  ///
  /// - Parameter width: in cells; the first column stands in any case.
  func text(fitting width: Int) -> String {
    var columns = 0
    var used = 0
    for cells in widths {
      used += cells + (columns > 0 ? 2 : 0)
      if columns > 0, used > width { break }
      columns += 1
    }
    return rows.reduce(into: "") { text, row in
      let row = row.prefix(columns)
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
