import Foundation
import Support
import Testing

/// Processes that are killed at any moment, while others work on the same store, lose, double and garble nothing.
@Suite(.serialized)
struct KilledStoreTests {
  private func claviger(_ arguments: [String], of demo: ConsoleDemo, input: String = "") throws -> ProgramResult {
    try run(
      ConsoleDemo.program, ["--config", demo.configuration] + arguments, environment: demo.environment,
      input: Data(input.utf8))
  }

  private func start(_ arguments: [String], of demo: ConsoleDemo) throws -> Process {
    let process = Process()
    process.executableURL = ConsoleDemo.program
    process.arguments = ["--config", demo.configuration] + arguments
    process.environment = demo.environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func `put, re-protection and a change of default are killed while the others go on`() throws {
    let demo = try ConsoleDemo()
    let rounds = Soaking.rounds > 0 ? Soaking.rounds : 8
    var kills = 0
    let before = try claviger(["secrets", "list", "--json"], of: demo).rows().count
    for number in 0..<20 {
      let put = try claviger(
        ["secrets", "put", "fixed-\(number)", "--type", "generic"], of: demo, input: "value \(number)")
      try put.require(.exited(0))
    }
    var written: [String] = ["none"]
    let put = try claviger(["secrets", "put", "changing", "--type", "generic"], of: demo, input: "none")
    try put.require(.exited(0))
    for round in 0..<rounds {
      let value = try demo.folder.write("value \(round)", to: "value-\(round)").path
      let works = try [
        start(["secrets", "put", "changing", "--type", "generic", "--replace", "--in", value], of: demo),
        start(["secrets", "reprotect"], of: demo),
        start(["defaults", "set", "--global", "--key", round.isMultiple(of: 2) ? "kek-2024" : "kek-2025"], of: demo),
      ]
      // Each of them at a moment of its own, somewhere between the first instruction and the last.
      for (index, work) in works.enumerated().shuffled() where index == round % 3 || Bool.random() {
        usleep(UInt32.random(in: 0..<250_000))
        kill(work.processIdentifier, SIGKILL)
        kills += 1
      }
      for work in works { work.waitUntilExit() }
      try demo.restoreToken()
      if works[0].terminationReason == .exit, works[0].terminationStatus == 0 { written = [] }
      written.append("value \(round)")
      let changing = try claviger(["secrets", "get", "changing"], of: demo)
      #expect(changing.status == .exited(0) && written.contains(changing.stdout), "\(changing.stderr)")
    }
    print("\(kills) processes were killed in \(rounds) rounds")
    for number in 0..<20 {
      let get = try claviger(["secrets", "get", "fixed-\(number)"], of: demo)
      #expect(get.stdout == "value \(number)", "\(get.stderr)")
    }
    #expect(try claviger(["secrets", "list", "--json"], of: demo).rows().count == before + 21)
    let check = try claviger(["store", "check"], of: demo)
    check.expect(.exited(0))
    try claviger(["audit", "verify"], of: demo).expect(.exited(0))
    try claviger(["defaults", "check"], of: demo).expect(.exited(0))
    let rest = try claviger(["secrets", "reprotect", "--json"], of: demo)
    rest.expect(.exited(0))
  }
}
