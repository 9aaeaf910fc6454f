import Foundation
import Support
import Testing

/// What somebody else did to the token, told apart by `status` and on the Status screen, in the same words.
@Suite struct ChangedTokenTests {
  private enum Change: String, CaseIterable {
    case deletedKey, keyOfTheSameLabel, initialisedAnew

    var words: String {
      switch self {
      case .deletedKey: "no longer has key kek-2026"
      case .keyOfTheSameLabel: "another key under the label of kek-2026"
      case .initialisedAnew: "initialised anew or emptied by somebody"
      }
    }
  }

  /// Does it with other programs than Claviger.
  private func make(_ change: Change, in demo: ConsoleDemo) throws {
    let environment = ["SOFTHSM2_CONF": demo.path + "/softhsm2.conf"]
    let tool = URL(fileURLWithPath: "/usr/bin/pkcs11-tool")
    let login = [
      "--module", SoftHSMDirectory.modulePath, "--token-label", "claviger-demo", "--login", "--pin", try demo.pin,
    ]
    func pkcs11Tool(_ arguments: String...) throws {
      let result = try run(tool, login + arguments, environment: environment)
      guard result.status == .exited(0) else { throw SupportError("pkcs11-tool: \(result.stderr)") }
    }
    switch change {
    case .deletedKey:
      try pkcs11Tool("--delete-object", "--type", "secrkey", "--label", "kek-2026")
    case .keyOfTheSameLabel:
      try pkcs11Tool("--delete-object", "--type", "secrkey", "--label", "kek-2026")
      try pkcs11Tool("--keygen", "--key-type", "AES:32", "--label", "kek-2026", "--sensitive")
    case .initialisedAnew:
      let result = try run(
        URL(fileURLWithPath: "/usr/bin/softhsm2-util"),
        [
          "--init-token", "--token", "claviger-demo", "--label", "claviger-demo", "--so-pin", try soPIN(demo), "--pin",
          try demo.pin,
        ],
        environment: environment)
      guard result.status == .exited(0) else { throw SupportError("softhsm2-util: \(result.stderr)") }
    }
  }

  private func soPIN(_ demo: ConsoleDemo) throws -> String {
    try String(contentsOfFile: demo.path + "/so-pin", encoding: .utf8).trimmingCharacters(in: .newlines)
  }

  @Test(arguments: Change.allCases)
  private func `a change under the console's eyes, and in the next status`(change: Change) throws {
    let demo = try ConsoleDemo()
    let terminal = try demo.openConnected(width: 120)
    terminal.type("1")
    try make(change, in: demo)
    try terminal.waitFor(text: change.words, timeout: .seconds(30))
    #expect(!terminal.screen.contains("demo: connected"))
    #expect(try terminal.quit() == .exited(0))

    let status = try run(
      ConsoleDemo.program, ["--config", demo.configuration, "status", "--json"], environment: demo.environment)
    #expect(status.status != .exited(0))
    let row = try #require(try status.rows().first)
    #expect(row.text("state") != "connected")
    let text = try run(
      ConsoleDemo.program, ["--config", demo.configuration, "status"], environment: demo.environment)
    #expect(text.stdout.contains(change.words), "\(text.stdout)")
  }
}
