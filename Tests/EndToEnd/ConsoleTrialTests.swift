import Foundation
import Support
import Testing

/// The console tries a driver that nobody tried before, once, and only where the configuration lets it.
@Suite(.serialized)
struct ConsoleTrialTests {
  private let demo: ConsoleDemo

  init() throws { demo = try ConsoleDemo() }

  private func trials() throws -> Int {
    let log = try run(
      ConsoleDemo.program, ["--config", demo.configuration, "audit", "list", "--json"], environment: demo.environment)
    return try log.rows().count { $0.text("action") == "trial" }
  }

  @Test func `A new driver is tried by itself after the login, and not again at the next start`() throws {
    for _ in 0..<2 {
      let terminal = try demo.openConnected()
      terminal.type("6")
      try terminal.waitFor(text: "demo: tried", timeout: .seconds(60))
      #expect(terminal.line("export ec-p256")?.contains("✓ passed") == true)
      #expect(try terminal.quit() == .exited(0))
      #expect(try trials() == 1)
    }
  }

  @Test func `With trials: manual nothing is tried unasked`() throws {
    try demo.rewrite("claviger.yaml") { "trials: manual\n" + $0 }
    let terminal = try demo.openConnected()
    terminal.type("6")
    try terminal.waitFor(text: "not tried")
    terminal.type("t")
    try terminal.waitFor(text: "demo: tried", timeout: .seconds(60))
    #expect(try terminal.quit() == .exited(0))
    #expect(try trials() == 1, "the one that was asked for")
  }
}
