import Foundation
import Support

/// A demo behind the rehearsal module, which does to it what is ordered.
struct RehearsedDemo {
  let demo: ConsoleDemo
  let made: ProgramResult
  var configuration: String { demo.path + "/rehearsal.yaml" }

  init() throws {
    demo = try ConsoleDemo()
    made = try run(
      ConsoleDemo.program, ["demo", "--rehearse", "--directory", demo.path], environment: demo.environment)
    guard made.status == .exited(0) else { throw SupportError("no rehearsal: \(made.stderr)") }
  }

  func order(_ lines: String...) throws {
    let module = "module \(SoftHSMDirectory.modulePath)"
    try demo.folder.write(([module] + lines).joined(separator: "\n") + "\n", to: "demo/rehearsal")
  }

  func callAsFunction(_ arguments: String...) throws -> ProgramResult {
    try run(ConsoleDemo.program, ["--config", configuration] + arguments, environment: demo.environment)
  }

  /// Opens the console, and waits until the demo's driver is connected and logged in.
  func openConsole(width: Int = 100) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      running: ConsoleDemo.program, ["--config", configuration], environment: demo.environment, width: width,
      height: 30)
    try terminal.waitFor(text: "demo: connected", timeout: .seconds(30))
    try terminal.waitFor("the login") { !$0.contains("PUBLIC VIEW") }
    return terminal
  }
}
