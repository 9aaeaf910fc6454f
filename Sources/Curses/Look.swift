/// A style as one terminal can show it.
struct Look: Hashable {
  /// -1 is the terminal's own.
  var foreground: Int32
  var background: Int32
  var attributes: Style.Attributes

  private static let black: Int32 = 0
  private static let blue: Int32 = 4
  private static let cyan: Int32 = 6
  private static let white: Int32 = 7

  /// - Parameter ground: the style of plain text.
  init(_ style: Style, on ground: Style, depth: ColourDepth) {
    foreground = style.foreground.map(depth.number) ?? -1
    background = style.background.map(depth.number) ?? -1
    attributes = style.attributes
    switch depth {
    case .none:
      // A background that cannot be shown still sets off what stands on it.
      if style.background != ground.background { attributes.insert(.reverse) }
    case .eight:
      if foreground >= 0, foreground == background {
        foreground = background == Self.white ? Self.black : Self.white
      } else if foreground == Self.blue, background <= Self.black {
        foreground = Self.cyan
      }
    case .indexed, .direct:
      break
    }
  }
}
