import Curses

/// A list with columns, drawn row by row as far as the area reaches.
struct Table {
  struct Column {
    var title: String
    /// Cells that the column takes; the one with nil takes what is left.
    var width: Int?
    var alignment = Frame.Alignment.leading
    /// Columns of a higher number go first where the screen is narrow.
    var dropOrder = 0
  }
  struct Row {
    var cells: [String]
    var role = Role.text
    /// Roles of single cells, where they differ from the row's.
    var cellRoles: [Int: Role] = [:]
  }

  var columns: [Column]
  /// The least width that the flexible column is left with before others are dropped.
  var flexibleMinimum = 16

  /// Draws the heading and the rows from `top` on; `row` is asked only for those that are seen.
  func draw(
    into frame: inout Frame, _ area: Area, count: Int, cursor: ListCursor, isActive: Bool = true, row: (Int) -> Row
  ) {
    guard area.height > 0 else { return }
    let shown = fitting(area.width)
    let widths = widths(of: shown, in: area.width)
    // Where there is but one line, the row under the cursor is worth more than a heading.
    let headings = area.height > 1 ? 1 : 0
    if headings > 0 { drawHeading(into: &frame, area, shown, widths) }
    let visible = area.height - headings
    let top = cursor.top(visible: visible, count: count)
    for line in 0..<min(visible, max(0, count - top)) {
      let item = row(top + line)
      let isSelected = isActive && top + line == cursor.index
      let line = area.row + headings + line
      if isSelected { frame.fill(row: line, column: area.column, width: area.width, role: .selection) }
      var column = area.column
      for (index, width) in zip(shown, widths) where index < item.cells.count {
        let role = isSelected ? Role.selection : item.cellRoles[index] ?? item.role
        frame.write(
          item.cells[index], row: line, column: column, width: width, role: role, alignment: columns[index].alignment)
        column += width + 1
      }
    }
  }

  private func drawHeading(into frame: inout Frame, _ area: Area, _ shown: [Int], _ widths: [Int]) {
    frame.fill(row: area.row, column: area.column, width: area.width, role: .heading)
    var column = area.column
    for (index, width) in zip(shown, widths) {
      frame.write(
        columns[index].title, row: area.row, column: column, width: width, role: .heading,
        alignment: columns[index].alignment)
      column += width + 1
    }
  }

  private func fitting(_ width: Int) -> [Int] {
    var shown = Array(columns.indices)
    func needed() -> Int {
      shown.reduce(max(0, shown.count - 1)) { $0 + (columns[$1].width ?? flexibleMinimum) }
    }
    while shown.count > 1, needed() > width,
      let victim = shown.filter({ columns[$0].dropOrder > 0 }).max(by: { columns[$0].dropOrder < columns[$1].dropOrder }
      )
    {
      shown.removeAll { $0 == victim }
    }
    return shown
  }

  private func widths(of shown: [Int], in width: Int) -> [Int] {
    let fixed = shown.reduce(max(0, shown.count - 1)) { $0 + (columns[$1].width ?? 0) }
    let left = max(1, width - fixed)
    return shown.map { columns[$0].width ?? left }
  }
}
