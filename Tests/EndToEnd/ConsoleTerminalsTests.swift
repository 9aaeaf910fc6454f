import Foundation
import Support
import Testing

/// The console on the terminals that people have.
@Suite(.serialized)
struct ConsoleTerminalsTests {
  static let demo = Result { try ConsoleDemo() }

  struct Kind: Sendable, CustomTestStringConvertible {
    var term: String
    var locale: String
    var width: Int
    var height: Int
    var noColour = false
    var testDescription: String { "\(term) \(width)×\(height) \(locale)\(noColour ? " NO_COLOR" : "")" }
  }
  static let kinds: [Kind] =
    ["xterm-256color", "tmux-256color", "linux", "vt100"].flatMap { term in
      [("C.UTF-8", 80, 24), ("C", 80, 24), ("C.UTF-8", 200, 50), ("C", 200, 50)].map {
        Kind(term: term, locale: $0.0, width: $0.1, height: $0.2)
      }
    } + [Kind(term: "xterm-256color", locale: "C.UTF-8", width: 80, height: 24, noColour: true)]

  @Test(arguments: kinds)
  func `the first frame stands, and columns are straight`(kind: Kind) throws {
    let demo = try Self.demo.get()
    var environment = ["TERM": kind.term, "LC_ALL": kind.locale]
    if kind.noColour { environment["NO_COLOR"] = "1" }
    let terminal = try demo.open(environment: environment, width: kind.width, height: kind.height)
    let first = try terminal.waitFor("the first frame", timeout: .seconds(30)) { $0.contains("demo: connected") }
    #expect(first.lines[0].contains("Claviger"))
    #expect(first.lines[1].contains("1 Status  2 Tokens  3 Keys  4 Defaults"))
    #expect(first.lines[kind.height - 1].contains("q quit"))
    terminal.type("3")
    let keys = try terminal.waitFor("the keys", timeout: .seconds(30)) { screen in
      screen.contains("api-gateway") && screen.lines.count { $0.contains("AES-") } >= 12
    }
    let starts = keys.lines.compactMap { line in line.range(of: "AES-").map { line[..<$0.lowerBound].count } }
    #expect(starts.count >= 12)
    #expect(Set(starts).count == 1, "\(keys)")
    if kind.locale == "C" { #expect(terminal.output.allSatisfy { $0 < 0x80 }) }
    let colours = terminal.outputText.matches(of: /\u{1B}\[([0-9;:]*)m/).flatMap { match in
      match.1.split(whereSeparator: { $0 == ";" || $0 == ":" }).compactMap { Int($0) }
    }.filter { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) }
    #expect(colours.isEmpty == (kind.noColour || kind.term == "vt100"), "\(colours)")
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `a window that becomes tiny and large again is drawn anew each time`() throws {
    let terminal = try Self.demo.get().openConnected(width: 80, height: 24)
    terminal.type("3")
    try terminal.waitFor(text: "api-gateway")
    terminal.resize(width: 20, height: 6)
    try terminal.waitFor("the tiny screen") { screen in
      screen.lines[0].contains("Claviger") && screen.lines[3].contains("api-gateway")
    }
    terminal.press(.down)
    terminal.resize(width: 80, height: 24)
    try terminal.waitFor("the large screen") { screen in
      screen.lines[0].contains("Claviger › Keys") && screen.lines[2].hasPrefix("Label")
        && screen.lines[23].contains("q quit")
    }
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `another program's writing is wiped by Ctrl-L`() throws {
    let terminal = try Self.demo.get().openConnected()
    let descriptor = try #require(Optional(open(terminal.slaveName, O_WRONLY | O_NOCTTY)))
    let rubbish = "\u{1B}[5;5Hrubbish from elsewhere"
    #expect(write(descriptor, rubbish, rubbish.utf8.count) == rubbish.utf8.count)
    close(descriptor)
    try terminal.waitFor(text: "rubbish from elsewhere")
    terminal.press(.control("l"))
    try terminal.waitFor("a clean screen") { !$0.contains("rubbish") && $0.contains("demo: connected") }
    #expect(try terminal.quit() == .exited(0))
  }

  @Test(arguments: ["dumb", "no-such-terminal", ""])
  func `a terminal that cannot show the console is refused with words`(term: String) throws {
    let terminal = try Self.demo.get().open(environment: ["TERM": term])
    #expect(try terminal.waitForExit() == .exited(2))
    #expect(terminal.outputText.contains("claviger: the console needs a terminal"))
    #expect(!terminal.outputText.contains("\u{1B}"))
  }

  @Test func `without a terminal there is no console, and the remedy names the commands`() throws {
    let demo = try Self.demo.get()
    let result = try run(ConsoleDemo.program, ["--config", demo.configuration], environment: demo.environment)
    result.expect(.exited(2))
    #expect(result.stdout == "")
    #expect(result.stderr.contains("claviger: the console needs a terminal"))
    #expect(result.stderr.contains("claviger --help"))
  }

  @Test func `settings that cannot be are told before the screen is taken`() throws {
    let demo = try ConsoleDemo()
    try demo.rewrite("claviger.yaml") { $0 + "keys:\n  quit: [r]\n" }
    let terminal = try demo.open()
    #expect(try terminal.waitForExit() == .exited(2))
    #expect(terminal.outputText.contains("key r would mean both quit and refresh"))
    #expect(!terminal.outputText.contains("\u{1B}[?1049h"))
  }
}
