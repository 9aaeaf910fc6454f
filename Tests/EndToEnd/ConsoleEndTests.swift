import Foundation
import Support
import Testing

/// However the console ends, it leaves the terminal as it found it.
@Suite(.serialized)
struct ConsoleEndTests {
  static let demo = Result { try ConsoleDemo() }

  private func expectRestored(_ terminal: PseudoTerminal, _ before: TerminalModes) {
    let screen = terminal.screen
    #expect(terminal.modes == before)
    #expect(!screen.isAlternate)
    #expect(screen.cursorIsVisible)
    #expect(terminal.outputText.contains("\u{1B}[?2004l"), "bracketed paste is off again")
  }

  private func start(on terminal: PseudoTerminal) throws {
    let demo = try Self.demo.get()
    try terminal.start(ConsoleDemo.program, ["--config", demo.configuration], environment: demo.environment)
    try terminal.waitFor(text: "demo: connected", timeout: .seconds(30))
    #expect(terminal.screen.isAlternate)
    #expect(!terminal.modes.echoes)
  }

  @Test func `q leaves with 0`() throws {
    let terminal = try PseudoTerminal()
    let before = terminal.modes
    try start(on: terminal)
    #expect(try terminal.quit() == .exited(0))
    expectRestored(terminal, before)
  }

  @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)] as [(Int32, Int32)])
  func `a signal to end is obeyed, with its own status`(signal: Int32, status: Int32) throws {
    let terminal = try PseudoTerminal()
    let before = terminal.modes
    try start(on: terminal)
    terminal.kill(signal)
    let end = try terminal.waitForExit()
    #expect(end == .exited(status))
    expectRestored(terminal, before)
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["TSAN_OPTIONS"] == nil,
      "ThreadSanitizer holds back signals that another process sends"),
    arguments: [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE])
  func `after a crash, too`(signal: Int32) throws {
    let terminal = try PseudoTerminal()
    let before = terminal.modes
    try start(on: terminal)
    terminal.kill(signal)
    #expect(try terminal.waitForExit() == .signalled(signal))
    expectRestored(terminal, before)
  }

  @Test func `with a dialog open and a PIN half typed, too`() throws {
    let demo = try ConsoleDemo(pin: "prompt")
    let terminal = try PseudoTerminal()
    let before = terminal.modes
    try terminal.start(ConsoleDemo.program, ["--config", demo.configuration], environment: demo.environment)
    try terminal.waitFor(text: "PUBLIC VIEW", timeout: .seconds(30))
    terminal.type("l")
    try terminal.waitFor(text: "PIN:")
    terminal.type("12")
    try terminal.waitFor(text: "••")
    terminal.kill(SIGTERM)
    #expect(try terminal.waitForExit() == .exited(143))
    expectRestored(terminal, before)
  }
}
