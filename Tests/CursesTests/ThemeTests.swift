import Foundation
import Testing

@testable import Curses

struct ThemeTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("themes")

  private static func theme(_ name: String) throws -> Theme {
    try Theme(yaml: String(contentsOf: folder.appendingPathComponent("\(name).yaml"), encoding: .utf8), name: name)
  }

  private static let names = ["dark", "light", "high-contrast", "mono", "ansi"]

  @Test func `every theme that is shipped is tested here`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == Self.names.map { $0 + ".yaml" }.sorted())
  }

  @Test func `the file of the dark theme says what is compiled in`() throws {
    let theme = try Self.theme("dark")
    for role in Role.allCases { #expect(theme[role] == Theme.dark[role], "\(role)") }
  }

  @Test(arguments: names)
  func `every role can be read`(name: String) throws {
    let theme = try Self.theme(name)
    for role in Role.allCases {
      let style = theme[role]
      if let foreground = style.foreground, let background = style.background {
        #expect(contrast(foreground, background) >= 4.5, "\(role)")
      } else if let foreground = style.foreground {
        #expect(contrast(foreground, .rgb(0x000000)) >= 3, "\(role) on black")
        #expect(contrast(foreground, .rgb(0xFFFFFF)) >= 3, "\(role) on white")
      } else {
        #expect(style.background == nil, "\(role) has a background and leaves the foreground to chance")
      }
    }
  }

  @Test(arguments: names)
  func `with eight colours nothing vanishes, and nothing is blue on black`(name: String) throws {
    let theme = try Self.theme(name)
    for role in Role.allCases {
      let look = Look(theme[role], on: theme[.text], depth: .eight)
      #expect(look.foreground != look.background || look.foreground == -1, "\(role)")
      #expect(!(look.foreground == 4 && look.background <= 0), "\(role)")
    }
  }

  @Test(arguments: names)
  func `without colours what must be seen is still set off`(name: String) throws {
    let theme = try Self.theme(name)
    let plain = Look(theme[.text], on: theme[.text], depth: .none)
    for role in [Role.selection, .danger, .banner, .header, .input, .title, .heading, .key, .bad, .warning, .marked] {
      let look = Look(theme[role], on: theme[.text], depth: .none)
      #expect(look.foreground == -1 && look.background == -1)
      if role == .header, theme[.header].background == theme[.text].background { continue }
      #expect(look.attributes != plain.attributes, "\(role)")
    }
  }

  @Test(arguments: [
    ("rolls: {}", "1:1: there is no key \"rolls\" here"),
    ("palette:\n  ink: \"#12345\"\nroles: {}", "2:8: there is no colour \"#12345\""),
    ("roles:\n  text: {}\n  tittle: {}", "3:3: there is no role \"tittle\""),
    ("roles:\n  text: {foreground: sea}", "2:22: there is no colour \"sea\""),
    ("roles:\n  text: {attributes: [bold, blinking]}", "2:29: there is no attribute \"blinking\""),
    ("roles:\n  text: {colour: red}", "2:10: there is no key \"colour\" here"),
    ("roles:\n  text: {attributes: bold}", "2:22: expected a list"),
    ("roles:\n  text: red", "2:9: expected a look"),
    ("roles:\n  text: {}\n  text: {}", "is there twice"),
    ("roles:\n  text: {}\n", "the role \"muted\" has no look"),
    ("palette: {}", "1:1: `roles` is missing"),
    ("roles:\n  text: {foreground: red", "3:1: "),
    ("", "1:1: the theme is empty"),
    ("- a", "1:1: expected a theme"),
  ])
  func `a mistake is told with its place`(yaml: String, message: String) {
    let error = #expect(throws: ThemeError.self) { try Theme(yaml: yaml, name: "mine.yaml") }
    #expect(error?.description.hasPrefix("mine.yaml:") == true)
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `colours are found again in what a terminal has`() {
    #expect(ColourDepth.indexed.number(of: .rgb(0xFF0000)) == 196)
    #expect(ColourDepth.indexed.number(of: .rgb(0x808080)) == 244)
    #expect(ColourDepth.eight.number(of: .rgb(0xF0F0F0)) == 7)
    #expect(ColourDepth.eight.number(of: .rgb(0xC01010)) == 1)
    #expect(ColourDepth.direct.number(of: .rgb(0x123456)) == 0x123456)
    #expect(ColourDepth.direct.number(of: .rgb(0x000003)) > 7)
  }
}

/// The contrast ratio of WCAG 2.
private func contrast(_ one: Colour, _ other: Colour) -> Double {
  func luminance(_ colour: Colour) -> Double {
    func linear(_ value: Int) -> Double {
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let (red, green, blue) = colour.components
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  let (a, b) = (luminance(one), luminance(other))
  return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}
