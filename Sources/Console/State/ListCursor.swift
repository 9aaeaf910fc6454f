/// Where the cursor stands in a list, and which row is the first that is seen.
public struct ListCursor: Sendable, Hashable {
  public private(set) var index = 0
  private var firstSeen = 0

  public init() {}

  /// Moves by a number of rows, stopping at both ends.
  mutating func move(by rows: Int, count: Int, visible: Int) {
    place(at: index + rows, count: count, visible: visible)
  }

  mutating func place(at row: Int, count: Int, visible: Int) {
    index = max(0, min(row, count - 1))
    let visible = max(1, visible)
    if index < firstSeen { firstSeen = index }
    if index >= firstSeen + visible { firstSeen = index - visible + 1 }
    firstSeen = max(0, min(firstSeen, count - visible))
  }

  /// The first row to draw; the cursor is seen also after the screen shrank.
  func top(visible: Int, count: Int) -> Int {
    guard visible > 0 else { return index }
    let lowest = max(0, index - visible + 1)
    return max(0, min(max(firstSeen, lowest), index, max(lowest, count - visible)))
  }
}
