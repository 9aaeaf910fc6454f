import Foundation
import Support
import Testing

/// A selection that is cut off at any moment leaves the store without it, or with a key that was proved.
@Suite(.serialized)
struct KilledSelectionTests {
  private func claviger(_ arguments: [String], of demo: ConsoleDemo) throws -> ProgramResult {
    try run(ConsoleDemo.program, ["--config", demo.configuration] + arguments, environment: demo.environment)
  }

  @Test func `a selection that is killed leaves the store whole`() throws {
    let demo = try ConsoleDemo()
    for round in 0..<25 {
      let process = Process()
      process.executableURL = ConsoleDemo.program
      process.arguments = [
        "--config", demo.configuration, "defaults", "set", "--type", "certificate", "--key",
        round % 2 == 0 ? "kek-2024" : "archive-kek",
      ]
      process.environment = demo.environment
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Somewhere between the first instruction and the last.
      usleep(UInt32(round) * 4000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      try demo.restoreToken()
      let check = try claviger(["defaults", "check"], of: demo)
      check.expect(.exited(0))
    }
  }
}
