import Foundation
import Support
import Testing

/// Trials by command, and what follows from them.
@Suite struct CommandTrialTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func command(_ arguments: String...) throws -> ProgramResult {
    let demo = try Demo.shared.get()
    return try claviger(
      arguments: [
        "--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(folder.path)/claviger.db",
      ] + arguments)
  }

  @Test func `a trial tells each step, and the list of drivers tells of the trial`() throws {
    let rows = try command("drivers", "trial", "demo", "--json").rows()
    #expect(rows.first?.names == ["driver", "useCase", "step", "mechanism", "result", "returnName", "detail"])
    #expect(Set(rows.compactMap { $0.text("result") }) == ["passed"])
    #expect(rows.compactMap { $0.text("useCase") } == ["protect", "generate", "generate"])
    let list = try command("drivers", "list", "--json").rows()
    #expect(try list.first?.object("trial").number("passed") == 3)
    #expect(try command("drivers", "list").stdout.contains("3 of 3 passed"))
    try command("drivers", "trial", "other").expect(.exited(2))
    try command("--read-only", "drivers", "trial").expect(.exited(6))
  }

  @Test func `a driver is tried before its first export, and not again`() throws {
    let first = try command(
      "keypair", "generate", "--type", "ec-p256", "--unencrypted", "--out", folder.path + "/one")
    #expect(first.status == .exited(0) && first.stderr.contains("first use of demo: export ec-p256: passed"))
    let second = try command(
      "keypair", "generate", "--type", "ec-p256", "--unencrypted", "--out", folder.path + "/two")
    #expect(second.status == .exited(0) && !second.stderr.contains("first use"))
  }

  @Test func `Ctrl-C ends a trial behind its step, keeps what was tried, and leaves the token as it was`() throws {
    let demo = try ConsoleDemo()
    func keys() throws -> ProgramResult {
      try run(ConsoleDemo.program, ["--config", demo.configuration, "keys", "list"], environment: demo.environment)
    }
    let before = try keys()
    let terminal = try PseudoTerminal(
      running: ConsoleDemo.program, ["--config", demo.configuration, "drivers", "trial", "--full"],
      environment: demo.environment, width: 120, height: 40)
    try terminal.waitFor(text: "protect aes-256: passed", timeout: .seconds(60))
    terminal.press(.control("c"))
    try terminal.waitFor(text: "ending behind the step", timeout: .seconds(60))
    #expect(try terminal.waitForExit(timeout: .seconds(60)) == .exited(130))
    #expect(terminal.outputText.contains("notTried"))
    let list = try run(
      ConsoleDemo.program, ["--config", demo.configuration, "drivers", "list", "--json"], environment: demo.environment)
    let trial = try #require(try list.rows().first).object("trial")
    #expect(try #require(trial.number("passed")) >= 1)
    let after = try keys()
    #expect(after.status == .exited(0) && after.stdout == before.stdout)
  }
}
