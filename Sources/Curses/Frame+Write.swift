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
    let needed = ScreenText.width(of: text)
    let field = min(width ?? needed, room)
    let start = column + indent(of: needed, in: field, alignment)
    return needed <= field
      ? writeWhole(text, row: row, column: start, role: role)
      : writeClipped(text, row: row, column: column, room: field == needed ? room : field, role: role)
  }

  private func indent(of needed: Int, in field: Int, _ alignment: Alignment) -> Int {
    switch alignment {
    case .leading: 0
    case .center: max(0, field - needed) / 2
    case .trailing: max(0, field - needed)
    }
  }

  private mutating func writeWhole(_ text: String, row: Int, column: Int, role: Role) -> Int {
    var column = column
    if ScreenText.isPlain(text) {
      for byte in text.utf8 {
        put(Character(Unicode.Scalar(byte)), width: 1, row: row, column: column, role: role)
        column += 1
      }
      return column
    }
    ScreenText.forEachCell(of: text) { character, characterWidth in
      put(character, width: characterWidth, row: row, column: column, role: role)
      column += characterWidth
    }
    return column
  }

  private mutating func writeClipped(_ text: String, row: Int, column: Int, room: Int, role: Role) -> Int {
    let end = column + room - 1
    var next = column
    var isFull = false
    ScreenText.forEachCell(of: text) { character, characterWidth in
      // Nothing goes into a gap that a wide character left.
      guard !isFull, next + characterWidth <= end else {
        isFull = true
        return
      }
      put(character, width: characterWidth, row: row, column: next, role: role)
      next += characterWidth
    }
    put(Self.ellipsis, width: 1, row: row, column: next, role: role)
    return next + 1
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
