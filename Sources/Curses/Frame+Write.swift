extension Frame {
  private static let ellipsis: Character = "…"

  /// Writes a text on one row, up to the frame's edge.
  ///
  /// With a `width` the text has a field of its own: it is aligned there, the rest of the field is blanked in the same
  /// role, and a text that does not fit ends in `…`. Without one, the field reaches to the right edge and only what the
  /// text needs is touched.
  ///
  /// - Returns: the column after the text, for what follows it.
  @discardableResult
  public mutating func write(
    _ text: String, row: Int, column: Int, width: Int? = nil, role: Role = .text, alignment: Alignment = .leading
  ) -> Int {
    let room = max(0, min(width ?? Int.max, self.width - column))
    guard row >= 0, row < height, room > 0 else { return column }
    if let width { fill(row: row, column: column, width: width, role: role) }
    let isPlain = ScreenText.isPlain(text)
    let needed = isPlain ? text.utf8.count : ScreenText.width(of: text)
    let isClipped = needed > room
    let start = column + (width == nil ? 0 : indent(of: needed, in: room, alignment))
    // Where it is clipped, the last column is the ellipsis's.
    let limit = isClipped ? column + room - 1 : start + needed
    let end =
      isPlain
      ? writePlain(text, row: row, column: start, limit: limit, role: role)
      : writeCells(SafeCells(text), row: row, column: start, limit: limit, role: role)
    guard isClipped else { return end }
    put(Self.ellipsis, width: 1, row: row, column: end, role: role)
    return end + 1
  }

  private func indent(of needed: Int, in field: Int, _ alignment: Alignment) -> Int {
    switch alignment {
    case .leading: 0
    case .center: max(0, field - needed) / 2
    case .trailing: max(0, field - needed)
    }
  }

  private mutating func writePlain(_ text: String, row: Int, column: Int, limit: Int, role: Role) -> Int {
    var column = column
    for byte in text.utf8 {
      guard column < limit else { break }
      put(Character(Unicode.Scalar(byte)), width: 1, row: row, column: column, role: role)
      column += 1
    }
    return column
  }

  private mutating func writeCells(_ cells: SafeCells, row: Int, column: Int, limit: Int, role: Role) -> Int {
    var column = column
    for cell in cells {
      guard column + cell.width <= limit else { break }
      put(cell.character, width: cell.width, row: row, column: column, role: role)
      column += cell.width
    }
    return column
  }

  /// Draws a box around an empty inside; a title stands in its upper edge.
  public mutating func box(
    row: Int, column: Int, width: Int, height: Int, title: String? = nil, role: Role = .border,
    titleRole: Role = .title
  ) {
    guard width >= 2, height >= 2 else { return }
    let edge = String(repeating: "─", count: width - 2)
    write("┌" + edge + "┐", row: row, column: column, role: role)
    for inner in row + 1..<row + height - 1 {
      fill(row: inner, column: column, width: width, role: .text)
      put("│", width: 1, row: inner, column: column, role: role)
      put("│", width: 1, row: inner, column: column + width - 1, role: role)
    }
    write("└" + edge + "┘", row: row + height - 1, column: column, role: role)
    guard let title, width >= 6 else { return }
    let needed = ScreenText.width(of: title)
    write(" \(title) ", row: row, column: column + 1, width: min(needed + 2, width - 2), role: titleRole)
  }
}
