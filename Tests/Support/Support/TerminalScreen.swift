internal import CTerminalEmulator

/// What a terminal shows at one moment.
public struct TerminalScreen: Sendable, CustomStringConvertible {
  public struct Cell: Sendable, Hashable {
    public var text: String
    public var width: Int
    public var isContinuation: Bool
    public var isBold: Bool
    public var isUnderlined: Bool
    public var isReverse: Bool
    public var foreground: Colour
    public var background: Colour
  }

  public enum Colour: Sendable, Hashable {
    /// The terminal's own.
    case standard
    case indexed(Int)
    case rgb(UInt32)
  }

  public let rows: [[Cell]]
  public let cursor: (row: Int, column: Int)
  public let cursorIsVisible: Bool
  /// Whether the alternate screen is shown, as full-screen programs do.
  public let isAlternate: Bool

  /// The rows as text, without the blanks at their ends.
  public var lines: [String] {
    rows.map { cells in
      var line = cells.filter { !$0.isContinuation }.map { $0.text.isEmpty ? " " : $0.text }.joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  public var text: String { lines.joined(separator: "\n") }
  public var description: String { text }

  public func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// Where a text begins first, reading row by row.
  public func find(_ text: String) -> (row: Int, column: Int)? {
    let wanted = text.map(String.init)
    for (row, cells) in rows.enumerated() {
      let visible = cells.enumerated().filter { !$0.element.isContinuation }
      guard visible.count >= wanted.count else { continue }
      for start in 0...visible.count - wanted.count
      where zip(visible[start...], wanted).allSatisfy({ ($0.element.text.isEmpty ? " " : $0.element.text) == $1 }) {
        return (row, visible[start].offset)
      }
    }
    return nil
  }
}

extension TerminalScreen {
  init(_ emulator: OpaquePointer, width: Int, height: Int) {
    rows = (0..<height).map { row in
      (0..<width).map { column in Cell(emulator_cell_at(emulator, Int32(row), Int32(column))) }
    }
    var row: Int32 = 0
    var column: Int32 = 0
    var isVisible = false
    emulator_cursor(emulator, &row, &column, &isVisible)
    cursor = (Int(row), Int(column))
    cursorIsVisible = isVisible
    isAlternate = emulator_is_alternate(emulator)
  }
}

extension TerminalScreen.Cell {
  init(_ cell: emulator_cell) {
    var scalars = String.UnicodeScalarView()
    withUnsafeBytes(of: cell.scalars) { bytes in
      for value in bytes.bindMemory(to: UInt32.self).prefix(Int(cell.count)) {
        scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
    }
    self.init(
      text: String(scalars), width: Int(cell.width), isContinuation: cell.is_continuation, isBold: cell.bold,
      isUnderlined: cell.underline, isReverse: cell.reverse, foreground: .init(cell.foreground),
      background: .init(cell.background))
  }
}

extension TerminalScreen.Colour {
  init(_ colour: emulator_colour) {
    if colour.is_default {
      self = .standard
    } else if colour.is_indexed {
      self = .indexed(Int(colour.index))
    } else {
      self = .rgb(UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue))
    }
  }
}
