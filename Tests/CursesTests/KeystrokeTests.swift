import Curses
import Foundation
import Testing

struct KeystrokeTests {
  @Test(arguments: [
    ("d", Keystroke.character("d")), ("D", .character("D")), ("ä", .character("ä")), ("/", .character("/")),
    ("-", .character("-")), ("space", .space), ("enter", .enter), ("esc", .escape), ("tab", .tab),
    ("shift-tab", .backTab), ("up", .up), ("pgup", .pageUp), ("pgdn", .pageDown), ("home", .home), ("end", .end),
    ("f1", .function(1)), ("f12", .function(12)), ("ctrl-x", .control("x")), ("ctrl-space", .control(" ")),
    ("alt-x", .alt("x")), ("alt-X", .alt("X")), ("delete", .delete), ("backspace", .backspace),
  ])
  func `a key is written by its name and read again`(name: String, keystroke: Keystroke) {
    #expect(Keystroke(name: name) == keystroke)
    #expect(keystroke.name == name)
  }

  @Test(arguments: [
    ("Ctrl-X", Keystroke.control("x")), ("F5", .function(5)), ("Escape", .escape), ("PageUp", .pageUp),
    ("return", .enter), ("del", .delete),
  ])
  func `names are read in the ways that people write them`(name: String, keystroke: Keystroke) {
    #expect(Keystroke(name: name) == keystroke)
  }

  @Test func `keys that terminals do not tell apart are one key`() {
    #expect(Keystroke(name: "ctrl-m") == .enter)
    #expect(Keystroke(name: "ctrl-i") == .tab)
    #expect(Keystroke(name: "ctrl-[") == .escape)
    #expect(Keystroke(name: "ctrl-h") == .backspace)
  }

  @Test(arguments: [
    "", "xy", "ctrl-", "ctrl-xy", "ctrl-1", "alt-", "alt-xyzab", "f0", "f64", "f05", "f-1", " ", "\u{1B}", "\u{202E}",
    "paste", "hyper-x",
  ])
  func `what is no key is refused`(name: String) {
    #expect(Keystroke(name: name) == nil)
  }

  @Test func `a recording of keys can be read again`() throws {
    let keys: [Keystroke] = [.character("a"), .space, .control("l"), .function(5), .paste("two\nlines"), .alt("x")]
    let text = try JSONEncoder().encode(keys)
    #expect(try JSONDecoder().decode([Keystroke].self, from: text) == keys)
    #expect(String(decoding: text, as: UTF8.self) == #"["a","space","ctrl-l","f5","paste:two\nlines","alt-x"]"#)
  }
}
