/// Gives every role its look.
public struct Theme: Sendable, Hashable {
  public let name: String
  private let styles: [Role: Style]

  /// - Parameter styles: one for every role; a role without one looks like ``Role/text``.
  init(name: String, styles: [Role: Style]) {
    self.name = name
    self.styles = styles
  }

  public subscript(role: Role) -> Style { styles[role] ?? styles[.text] ?? Style() }
}

extension Theme {
  /// What the console looks like where nothing else is asked for, and where no file can be read.
  public static let dark: Theme = {
    let night = Colour.rgb(0x10151B)
    let slate = Colour.rgb(0x212C38)
    let lake = Colour.rgb(0x2B5C8A)
    let snow = Colour.rgb(0xF4F7FA)
    let mist = Colour.rgb(0xD3DAE3)
    let stone = Colour.rgb(0x93A0B0)
    let sky = Colour.rgb(0x74C7EC)
    let violet = Colour.rgb(0xC3A6F0)
    let leaf = Colour.rgb(0x8CCF7E)
    let amber = Colour.rgb(0xEBBC5A)
    let coral = Colour.rgb(0xFF8A80)
    let blood = Colour.rgb(0xA3231C)
    return Theme(
      name: "dark",
      styles: [
        .text: Style(foreground: mist, background: night),
        .muted: Style(foreground: stone, background: night),
        .title: Style(foreground: snow, background: night, attributes: .bold),
        .heading: Style(foreground: stone, background: night, attributes: [.bold, .underline]),
        .selection: Style(foreground: snow, background: lake, attributes: .bold),
        .marked: Style(foreground: sky, background: night, attributes: .bold),
        .key: Style(foreground: sky, background: slate, attributes: .bold),
        .inherited: Style(foreground: violet, background: night),
        .good: Style(foreground: leaf, background: night),
        .warning: Style(foreground: amber, background: night, attributes: .bold),
        .bad: Style(foreground: coral, background: night, attributes: .bold),
        .danger: Style(foreground: snow, background: blood, attributes: .bold),
        .banner: Style(foreground: night, background: amber, attributes: .bold),
        .header: Style(foreground: mist, background: slate),
        .footer: Style(foreground: mist, background: slate),
        .border: Style(foreground: stone, background: night),
        .input: Style(foreground: snow, background: slate, attributes: .underline),
      ])
  }()
}
