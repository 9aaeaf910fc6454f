/// A picture of the screen, as a value: a grid of cells, and where the cursor stands.
///
/// What is written is made safe (``ScreenText``) and clipped to the frame. Rows and columns count from 0; those outside
/// are no error.
public struct Frame: Sendable, Hashable {
  public struct Position: Sendable, Hashable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  public enum Alignment: Sendable {
    case leading, center, trailing
  }

  public let width: Int
  public let height: Int
  /// Row by row.
  public private(set) var cells: [Cell]
  /// Where text is being typed; nil hides the cursor.
  public var cursor: Position?

  public init(width: Int, height: Int) {
    self.width = max(width, 0)
    self.height = max(height, 0)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  public init(size: ScreenSize) { self.init(width: size.width, height: size.height) }

  public var size: ScreenSize { ScreenSize(width: width, height: height) }

  public subscript(row: Int, column: Int) -> Cell { cells[row * width + column] }

  public func role(at position: Position) -> Role? {
    contains(row: position.row, column: position.column) ? self[position.row, position.column].role : nil
  }

  public func role(row: Int, column: Int) -> Role? { role(at: Position(row: row, column: column)) }

  /// A row as plain text, without the blanks at its end.
  public func text(row: Int) -> String {
    guard (0..<height).contains(row) else { return "" }
    let cells = cells[row * width..<(row + 1) * width]
    let last = cells.lastIndex { $0.character != " " } ?? cells.startIndex - 1
    var text = ""
    for cell in cells[cells.startIndex..<last + 1] where !cell.isContinuation {
      // Scalar by scalar: as characters, neighbours could join into one.
      text.unicodeScalars.append(contentsOf: cell.character.unicodeScalars)
    }
    return text
  }

  /// All rows as plain text.
  public var lines: [String] { (0..<height).map { text(row: $0) } }

  func contains(row: Int, column: Int) -> Bool {
    row >= 0 && row < height && column >= 0 && column < width
  }

  /// Puts one character of `width` columns. Half of a wide character never stays: the other half is blanked.
  mutating func put(_ character: Character, width characterWidth: Int, row: Int, column: Int, role: Role) {
    guard contains(row: row, column: column) else { return }
    let index = row * width + column
    guard characterWidth == 1 || column + 1 < width else {
      put(" ", width: 1, row: row, column: column, role: role)
      return
    }
    if cells[index].isContinuation { cells[index - 1].character = " " }
    let end = index + characterWidth
    if end < (row + 1) * width, cells[end].isContinuation { cells[end].isContinuation = false }
    cells[index] = Cell(character: character, role: role)
    if characterWidth == 2 { cells[index + 1] = Cell(role: role, isContinuation: true) }
  }

  /// Gives cells another role and leaves their text.
  public mutating func mark(row: Int, column: Int, width: Int, role: Role) {
    guard row >= 0, row < height else { return }
    let columns = clippedColumns(column, width)
    for column in columns { cells[row * self.width + column].role = role }
  }

  /// Blanks cells.
  public mutating func fill(row: Int, column: Int, width: Int, role: Role) {
    guard row >= 0, row < height else { return }
    let columns = clippedColumns(column, width)
    guard let first = columns.first, let last = columns.last else { return }
    // The ends may cut a wide character in two.
    put(" ", width: 1, row: row, column: first, role: role)
    put(" ", width: 1, row: row, column: last, role: role)
    let blank = Cell(role: role)
    for column in columns { cells[row * self.width + column] = blank }
  }

  func clippedColumns(_ column: Int, _ width: Int) -> Range<Int> {
    let start = min(max(column, 0), self.width)
    return start..<max(start, min(column.addingReportingOverflow(max(width, 0)).partialValue, self.width))
  }
}
