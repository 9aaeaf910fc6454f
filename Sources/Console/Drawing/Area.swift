/// A part of the frame, in cells.
struct Area: Hashable {
  var row: Int
  var column: Int
  var width: Int
  var height: Int

  func inset(rows: Int = 0, columns: Int = 0) -> Area {
    Area(
      row: row + rows, column: column + columns, width: max(0, width - 2 * columns), height: max(0, height - 2 * rows))
  }

  /// What is left below the first rows.
  func below(_ rows: Int) -> Area {
    Area(row: row + rows, column: column, width: width, height: max(0, height - rows))
  }
}
