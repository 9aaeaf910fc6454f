import Foundation
import Support
import Testing

/// Defaults by keystrokes alone, in the real program on a real token.
@Suite(.serialized)
struct ConsoleDefaultsTests {
  static let scopes = [
    ("global", "Global default"), ("type password", "type password"), ("policy HR", "policy HR"),
  ]

  @Test(arguments: scopes)
  func `a default is chosen, kept over a restart, explained and cleared`(scope: String, row: String) throws {
    let demo = try ConsoleDemo()
    var terminal = try demo.openConnected()
    try terminal.goToScope(scope)
    try terminal.arm()
    try terminal.choose("archive-kek")
    #expect(terminal.screen.contains("archive-kek (AES-192) becomes the default of \(scope)."))
    terminal.type("y")
    try terminal.waitFor(text: "archive-kek protects \(scope) from now on")
    #expect(try terminal.quit() == .exited(0))

    terminal = try demo.openConnected()
    try terminal.goToScope(scope)
    let shown = try terminal.waitFor("the default") { screen in
      screen.lines.contains { $0.hasPrefix(row) && $0.contains("archive-kek") && $0.contains("set here") }
    }
    #expect(shown.lines.contains { $0.hasPrefix(row) && $0.contains("proved") })
    terminal.type("e")
    try terminal.waitFor(text: "→ \(scope): archive-kek")
    terminal.press(.escape)
    try terminal.waitFor("the screen") { !$0.contains("→ \(scope)") }
    try terminal.arm()
    terminal.type("c")
    try terminal.waitFor(text: "The default of \(scope) is cleared.")
    terminal.type("y")
    try terminal.waitFor(text: "default of \(scope) cleared")
    #expect(try terminal.quit() == .exited(0))

    terminal = try demo.openConnected()
    try terminal.goToScope(scope)
    try terminal.waitFor("no default") { screen in
      screen.lines.contains { $0.hasPrefix(row) }
        && !screen.lines.contains { $0.hasPrefix(row) && $0.contains("set here") }
    }
    #expect(try terminal.quit() == .exited(0))
  }

  @Test(.enabled(if: try hasCommand("defaults"), "`claviger defaults` is not part of this build"))
  func `what the console chose, the command explains`() throws {
    let demo = try ConsoleDemo()
    let terminal = try demo.openConnected()
    try terminal.goToScope("policy HR")
    try terminal.arm()
    try terminal.choose("archive-kek")
    terminal.type("y")
    try terminal.waitFor(text: "archive-kek protects policy HR from now on")
    #expect(try terminal.quit() == .exited(0))
    let explained = try run(
      ConsoleDemo.program,
      ["--config", demo.configuration, "defaults", "explain", "--type", "password", "--policy", "HR", "--json"],
      environment: demo.environment)
    explained.expect(.exited(0))
    let document = try #require(try JSONSerialization.jsonObject(with: explained.output) as? [String: Any])
    #expect((document["key"] as? [String: Any])?["label"] as? String == "archive-kek")
    #expect((document["source"] as? [String: Any])?["kind"] as? String == "policy")
    #expect((document["source"] as? [String: Any])?["policy"] as? String == "HR")
  }

  private static func hasCommand(_ name: String) throws -> Bool {
    try run(ConsoleDemo.program, ["--help"]).stdout.contains("\n  \(name) ")
  }

  @Test func `of two keys with one label, the one that was chosen is found again`() throws {
    let demo = try ConsoleDemo()
    var terminal = try demo.openConnected()
    try terminal.goToScope("policy HR")
    try terminal.arm()
    try terminal.choose("payments-kek", rowsDown: 1)
    terminal.type("y")
    try terminal.waitFor(text: "payments-kek protects policy HR from now on")
    func ids() throws -> (chosen: [String], others: [String]) {
      terminal.type("3")
      terminal.type("/payments-kek\n")
      let screen = try terminal.waitFor("both keys") { screen in
        screen.lines.count { $0.hasPrefix("payments-kek") && $0.contains(" demo ") } == 2
          && screen.lines.contains { $0.hasPrefix("payments-kek") && $0.contains("★") }
      }
      let rows = screen.lines.filter { $0.hasPrefix("payments-kek") }
      func id(_ line: String) -> String { line.split(separator: " ")[3].description }
      return (rows.filter { $0.contains("policy HR") }.map(id), rows.filter { !$0.contains("policy HR") }.map(id))
    }
    let before = try ids()
    #expect(before.chosen.count == 1)
    #expect(try terminal.quit() == .exited(0))
    terminal = try demo.openConnected()
    let after = try ids()
    #expect(after == before)
    terminal.type("4v")
    try terminal.waitFor(text: "defaults were tried")
    try terminal.goToScope("policy HR")
    try terminal.waitFor("the proof") { screen in
      screen.lines.contains { $0.contains("policy HR") && $0.contains("payments-kek") && $0.contains("proved") }
    }
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `read-only the console says so, and changes nothing`() throws {
    let demo = try ConsoleDemo()
    let terminal = try demo.openConnected(["--read-only"])
    #expect(terminal.screen.contains("READ ONLY"))
    terminal.type("a")
    try terminal.waitFor(text: "nothing can be armed")
    try terminal.goToScope("policy HR")
    terminal.press(.enter)
    try terminal.waitFor(text: "nothing can be changed")
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `a console that is killed while a default is chosen leaves a whole store`() throws {
    let demo = try ConsoleDemo()
    let keys = ["archive-kek", "branch-kek"]
    for round in 0..<20 {
      let terminal = try demo.openConnected()
      try terminal.goToScope("policy HR")
      let row = try terminal.waitFor("the row") { $0.lines.contains { $0.contains("policy HR") } }
      let line = try #require(row.lines.first { $0.contains("policy HR") })
      let isInherited = !line.contains("set here")
      let isWhole = keys.contains { line.contains($0) } && line.contains("proved")
      #expect(isInherited || isWhole, "round \(round): \(line)")
      try terminal.arm()
      try terminal.choose(keys[round % 2])
      terminal.type("y")
      // Anywhere between the keystroke and the notice.
      usleep(UInt32.random(in: 0...30_000))
      terminal.kill(SIGKILL)
      #expect(try terminal.waitForExit() == .signalled(SIGKILL))
      try demo.restoreToken()
    }
    let terminal = try demo.openConnected()
    terminal.type("4v")
    try terminal.waitFor(text: "defaults were tried")
    #expect(try terminal.quit() == .exited(0))
  }
}
