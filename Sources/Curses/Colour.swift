/// A colour of a theme.
public enum Colour: Sendable, Hashable {
  /// One of the sixteen that the person has chosen for the terminal.
  case ansi(Int)
  case rgb(UInt32)

  static let ansiNames = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white",
  ]

  /// Reads `#rrggbb` or the name of one of the sixteen.
  public init?(_ text: String) {
    if let index = Self.ansiNames.firstIndex(of: text) {
      self = .ansi(index)
      return
    }
    let digits = text.dropFirst()
    guard text.first == "#", digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    self = .rgb(value)
  }

  /// Red, green and blue; for the sixteen, what xterm shows.
  var components: (red: Int, green: Int, blue: Int) {
    switch self {
    case .rgb(let value): (Int(value >> 16 & 0xFF), Int(value >> 8 & 0xFF), Int(value & 0xFF))
    case .ansi(let index): Colour.rgb(Self.usualAnsi[index]).components
    }
  }

  static let usualAnsi: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
}
