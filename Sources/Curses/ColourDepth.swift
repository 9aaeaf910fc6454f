/// How many colours a terminal shows.
enum ColourDepth: Sendable, CaseIterable {
  case none
  /// The eight of ECMA-48.
  case eight
  /// Those, eight bright ones, a cube of 6×6×6 and 24 greys.
  case indexed
  /// Red, green and blue of 8 bits each.
  case direct

  init(colours: Int) {
    switch colours {
    case (1 << 24)...: self = .direct
    case 256...: self = .indexed
    case 8...: self = .eight
    default: self = .none
    }
  }

  /// The number under which the terminal knows what comes nearest to a colour.
  func number(of colour: Colour) -> Int32 {
    switch (self, colour) {
    case (.none, _): -1
    case (.eight, .ansi(8)): 7  // Black would be invisible where black is the background.
    case (.eight, .ansi(let index)): Int32(index % 8)
    case (.eight, _): Int32(Self.nearest(to: colour, among: Colour.usualAnsi.prefix(8).enumerated().map { ($0, $1) }))
    case (.indexed, .ansi(let index)): Int32(index)
    case (.indexed, _): Int32(Self.nearest(to: colour, among: Self.cubeAndGreys))
    // Below 8, such terminals mean the ANSI colours; they have no others of them.
    case (.direct, .ansi(let index)): index < 8 ? Int32(index) : Int32(Colour.usualAnsi[index])
    case (.direct, .rgb(let value)): (1..<8).contains(value) ? 8 : Int32(value)
    }
  }

  private static let cubeAndGreys: [(index: Int, value: UInt32)] = {
    let levels: [UInt32] = [0, 0x5F, 0x87, 0xAF, 0xD7, 0xFF]
    var table: [(index: Int, value: UInt32)] = []
    for red in levels {
      for green in levels {
        for blue in levels { table.append((16 + table.count, red << 16 | green << 8 | blue)) }
      }
    }
    for grey in 0..<24 { table.append((232 + grey, UInt32(8 + 10 * grey) * 0x010101)) }
    return table
  }()

  private static func nearest(to colour: Colour, among candidates: [(index: Int, value: UInt32)]) -> Int {
    let wanted = colour.components
    func distance(_ value: UInt32) -> Int {
      let (red, green, blue) = Colour.rgb(value).components
      // The eye sees differences in green most, in blue least.
      let (r, g, b) = (red - wanted.red, green - wanted.green, blue - wanted.blue)
      return 3 * r * r + 4 * g * g + 2 * b * b
    }
    return candidates.min { distance($0.value) < distance($1.value) }?.index ?? 0
  }
}
