import Curses
import Foundation
import Support
import Testing

/// The real terminal, on a pseudo-terminal. One at a time: ncurses keeps its state in globals.
@Suite(.serialized)
struct TerminalTests {
  private static let colours = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]

  private func open(
    _ pseudo: PseudoTerminal, _ environment: [String: String] = colours, theme: Theme = .dark
  ) throws -> Terminal {
    try Terminal(
      theme: theme, environment: environment, input: pseudo.slaveDescriptor, output: pseudo.slaveDescriptor)
  }

  private func frame(_ text: String, role: Role = .text, width: Int = 40, height: Int = 6) -> Frame {
    var frame = Frame(width: width, height: height)
    frame.write(text, row: 1, column: 2, role: role)
    return frame
  }

  @Test func `a frame appears, and the terminal is given back as it was`() throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let before = pseudo.modes
    let terminal = try open(pseudo)
    #expect(terminal.size == ScreenSize(width: 40, height: 6))
    #expect(!pseudo.modes.echoes)
    terminal.draw(frame("größe 鍵🔑 e\u{301} │…"))
    let shown = try pseudo.waitFor(text: "größe 鍵🔑 e\u{301} │…")
    #expect(shown.isAlternate)
    #expect(!shown.cursorIsVisible)
    terminal.close()
    let after = try pseudo.waitFor("the normal screen") { !$0.isAlternate }
    #expect(after.cursorIsVisible)
    #expect(after.text.allSatisfy { $0 == "\n" })
    #expect(pseudo.modes == before)
    #expect(pseudo.outputText.contains("\u{1B}[?2004l"))
  }

  @Test func `only what changed is sent`() throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let terminal = try open(pseudo)
    defer { terminal.close() }
    terminal.draw(frame("generation 41"))
    try pseudo.waitFor(text: "generation 41")
    let sent = pseudo.output.count
    terminal.draw(frame("generation 42"))
    try pseudo.waitFor(text: "generation 42")
    #expect(pseudo.output.count - sent < 60)
    let again = pseudo.output.count
    terminal.draw(frame("generation 42"))
    _ = pseudo.screen
    #expect(pseudo.output.count == again)
    pseudo.resize(width: 40, height: 6)
    terminal.redraw()
    _ = pseudo.screen
    #expect(pseudo.output.count > again + 13)
  }

  @Test func `wide characters come and go without a trace`() throws {
    let pseudo = try PseudoTerminal(width: 12, height: 2)
    let terminal = try open(pseudo)
    defer { terminal.close() }
    for text in ["鍵鍵鍵鍵鍵鍵", "a鍵鍵鍵鍵鍵b", "abcdefghijkl", "鍵bcd鍵ghi鍵l", " 鍵 鍵 鍵 鍵", "x", "👩\u{200D}💻👍🏽|"] {
      var frame = Frame(width: 12, height: 2)
      frame.write(text, row: 0, column: 0)
      terminal.draw(frame)
      try pseudo.waitFor("\(text)") { $0.lines == frame.lines }
    }
  }

  @Test func `the cursor stands where text is typed, and nowhere else`() throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let terminal = try open(pseudo)
    defer { terminal.close() }
    var typing = frame("label: k", role: .input)
    typing.cursor = Frame.Position(row: 1, column: 10)
    terminal.draw(typing)
    try pseudo.waitFor("a cursor") { $0.cursorIsVisible && $0.cursor == (1, 10) }
    terminal.draw(frame("label: k"))
    try pseudo.waitFor("no cursor") { !$0.cursorIsVisible }
  }

  @Test(arguments: [
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], TerminalScreen.Colour.rgb(0x2B5C8A)),
    (["TERM": "xterm-256color"], .indexed(24)),
    (["TERM": "xterm"], .indexed(4)),
    (["TERM": "vt100"], .standard),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"], .standard),
  ])
  func `colours are what the terminal can show`(
    environment: [String: String], background: TerminalScreen.Colour
  ) throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let terminal = try open(pseudo, environment.merging(["LC_ALL": "C.UTF-8"]) { old, _ in old })
    defer { terminal.close() }
    terminal.draw(frame("selected", role: .selection))
    let shown = try pseudo.waitFor(text: "selected")
    let cell = shown.rows[1][2]
    #expect(cell.background == background)
    #expect(cell.isBold)
    #expect(cell.isReverse == (background == .standard))
  }

  @Test func `tmux is told full colours in its own way`() throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let terminal = try open(pseudo, ["TERM": "tmux-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"])
    defer { terminal.close() }
    terminal.draw(frame("selected", role: .selection))
    try pseudo.waitFor(text: "selected")
    #expect(pseudo.outputText.contains("48:2::43:92:138"))
  }

  @Test func `a terminal without UTF-8 gets borders and words of ASCII`() throws {
    let pseudo = try PseudoTerminal(width: 20, height: 3)
    let terminal = try open(pseudo, ["TERM": "xterm", "LC_ALL": "C"])
    defer { terminal.close() }
    var frame = Frame(width: 20, height: 3)
    frame.box(row: 0, column: 0, width: 10, height: 3)
    frame.write("鍵ä…", row: 1, column: 1)
    terminal.draw(frame)
    let shown = try pseudo.waitFor(text: "+--------+")
    #expect(shown.lines == ["+--------+", "|? ?~    |", "+--------+"])
    #expect(pseudo.output.allSatisfy { $0 < 0x80 })
  }

  @Test func `a UTF-8 locale that is not installed still means UTF-8`() throws {
    let pseudo = try PseudoTerminal(width: 20, height: 3)
    let terminal = try open(pseudo, ["TERM": "xterm", "LANG": "xx_YY.UTF-8"])
    defer { terminal.close() }
    terminal.draw(frame("größe", width: 20, height: 3))
    try pseudo.waitFor(text: "größe")
  }

  @Test func `keys arrive as keystrokes`() throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let terminal = try open(pseudo)
    defer { terminal.close() }
    terminal.draw(frame("ready"))
    try pseudo.waitFor(text: "ready")
    var keystrokes: [Keystroke] = []
    func wait(for count: Int) {
      while keystrokes.count < count,
        !waitForInput(descriptors: [terminal.inputDescriptor], timeoutMilliseconds: 5000).isEmpty
      {
        keystrokes += terminal.nextKeystrokes()
      }
    }
    #expect(terminal.nextKeystrokes() == [])
    pseudo.press(.up, .pageDown, .home, .end, .delete, .function(5), .function(12), .shiftTab, .backspace, .enter)
    pseudo.type("aä鍵 ")
    pseudo.press(.control("l"), .control("c"), .control("z"), .alt("x"))
    wait(for: 18)
    #expect(
      keystrokes == [
        .up, .pageDown, .home, .end, .delete, .function(5), .function(12), .backTab, .backspace, .enter,
        .character("a"), .character("ä"), .character("鍵"), .space, .control("l"), .control("c"), .control("z"),
        .alt("x"),
      ])
    keystrokes = []
    pseudo.press(.escape)
    wait(for: 1)
    #expect(keystrokes == [.escape])
    keystrokes = []
    pseudo.paste("q\nx鍵")
    wait(for: 1)
    #expect(keystrokes == [.paste("q\nx鍵")])
  }

  @Test func `a secret is taken from what was typed ahead, and not from what follows`() throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let terminal = try open(pseudo)
    defer { terminal.close() }
    terminal.draw(frame("ready"))
    try pseudo.waitFor(text: "ready")
    pseudo.type("l12\u{7F}34\nq")
    _ = waitForInput(descriptors: [terminal.inputDescriptor], timeoutMilliseconds: 5000)
    #expect(terminal.nextKeystroke() == .character("l"))
    var secret: [SecretKeystroke] = []
    while !terminal.readSecret({ secret.append($0) }) {
      _ = waitForInput(descriptors: [terminal.inputDescriptor], timeoutMilliseconds: 5000)
    }
    #expect(secret == [.byte(0x31), .byte(0x32), .backspace, .byte(0x33), .byte(0x34), .enter])
    #expect(terminal.nextKeystrokes() == [.character("q")])
    #expect(!pseudo.screen.contains("34"))
  }

  @Test func `the window may become as small as it likes`() throws {
    let pseudo = try PseudoTerminal(width: 80, height: 24)
    let terminal = try open(pseudo)
    defer { terminal.close() }
    terminal.draw(frame("wide", width: 80, height: 24))
    try pseudo.waitFor(text: "wide")
    for (width, height) in [(20, 6), (1, 1), (3, 2), (80, 24), (200, 50)] {
      pseudo.resize(width: width, height: height)
      terminal.draw(frame("late", width: 80, height: 24))
      #expect(terminal.resizeIfNeeded())
      #expect(!terminal.resizeIfNeeded())
      #expect(terminal.size == ScreenSize(width: width, height: height))
      var frame = Frame(size: terminal.size)
      frame.write("鍵\(width)×\(height)", row: 0, column: 0)
      frame.write(".", row: height - 1, column: width - 1)
      frame.box(row: 1, column: 0, width: 10, height: 3)
      terminal.draw(frame)
      try pseudo.waitFor("\(width)×\(height)") { $0.lines == frame.lines }
    }
  }

  @Test func `what is copied reaches the terminal as base64 only`() throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let terminal = try open(pseudo, Self.colours.merging(["TMUX": "/tmp/tmux"]) { old, _ in old })
    defer { terminal.close() }
    #expect(terminal.copyToClipboard(Array("pkcs11:\u{1B}\u{07}".utf8)))
    _ = pseudo.screen
    #expect(pseudo.outputText.contains("\u{1B}]52;c;cGtjczExOhsH\u{07}"))
    #expect(pseudo.outputText.contains("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;cGtjczExOhsH\u{07}\u{1B}\\"))
    #expect(!terminal.copyToClipboard([UInt8](repeating: 0, count: 1_000_000)))
  }

  @Test func `where there can be no console, the reason is told`() throws {
    let pseudo = try PseudoTerminal()
    let directory = try TemporaryDirectory()
    let handle = try FileHandle(forUpdating: directory.write("", to: "file"))
    let descriptor = handle.fileDescriptor
    #expect(throws: TerminalError.notATerminal) {
      try Terminal(theme: .dark, environment: Self.colours, input: descriptor, output: descriptor)
    }
    #expect(throws: TerminalError.unknownTERM("no-such")) { try open(pseudo, ["TERM": "no-such"]) }
    #expect(throws: TerminalError.unknownTERM("")) { try open(pseudo, [:]) }
    #expect(throws: TerminalError.dumb("dumb")) { try open(pseudo, ["TERM": "dumb"]) }
    #expect(pseudo.output == [])
  }
}
