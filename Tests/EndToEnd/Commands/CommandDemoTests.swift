import Foundation
import Support
import Testing

@Suite struct CommandDemoTests {
  private let home: TemporaryDirectory
  private var demo: URL { home.url("demo") }

  init() throws { home = try TemporaryDirectory() }

  private func command(_ arguments: String...) throws -> ProgramResult {
    try claviger(arguments: arguments, environment: ["HOME": home.path])
  }

  @Test func `a demo is made again in the same place, with a token of its own, also after its folder was deleted`()
    throws
  {
    try command("demo", "--directory", demo.path).expect(.exited(0))
    // Read-only, what is remembered of the login goes where this user's other logins are.
    let configuration = demo.path + "/claviger.yaml"
    try command("--config", configuration, "--read-only", "keys", "list").expect(.exited(0))
    try FileManager.default.removeItem(at: demo)
    let again = try command("demo", "--directory", demo.path)
    again.expect(.exited(0))
    let reset = try command("demo", "--reset", "--directory", demo.path)
    reset.expect(.exited(0))
    try command("--config", configuration, "keys", "list").expect(.exited(0))
  }

  @Test func `without a terminal it says how to open it, in words that a shell can take`() throws {
    let made = try command("demo", "--directory", demo.path)
    let lead = "open it with:  "
    let line = try #require(made.stdout.split(separator: "\n").first { $0.hasPrefix(lead) })
    let opened = try run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "\(line.dropFirst(lead.count)) keys list"],
      environment: ["HOME": home.path])
    opened.expect(.exited(0))
    #expect(opened.stdout.contains("kek-2026"))
  }
}
