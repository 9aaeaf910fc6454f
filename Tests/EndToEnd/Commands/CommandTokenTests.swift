import Foundation
import Support
import Testing

/// Setting tokens up and looking after their PINs, on a SoftHSM of the test's own that has no token yet.
@Suite struct CommandTokenTests {
  let softHSM: SoftHSMDirectory
  let folder: TemporaryDirectory

  init() throws {
    softHSM = try SoftHSMDirectory()
    folder = try TemporaryDirectory()
    try folder.write(driver("prod"), to: "claviger.yaml")
    for (name, pin) in [("so", "12345678"), ("pin", "1234"), ("other", "5678"), ("wrong", "0000")] {
      try folder.write(pin + "\n", to: name)
    }
  }

  private func driver(_ name: String, more: String = "") -> String {
    """
    drivers:
      - name: \(name)
        module: \(SoftHSMDirectory.modulePath)
        token: pkcs11:token=prod
        use-cases: [protect]
        pin: {file: pin}
        environment: {SOFTHSM2_CONF: "\(softHSM.configuration.path)"}
    \(more)
    """
  }

  private func claviger(_ arguments: String...) throws -> ProgramResult { try self.claviger(arguments) }

  private func claviger(_ arguments: [String], file: String = "claviger.yaml") throws -> ProgramResult {
    try run(
      BuiltProduct.url(named: "claviger"), ["--config", folder.path + "/" + file, "--no-input"] + arguments,
      environment: ["HOME": folder.path])
  }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func slot() throws -> String {
    String(try #require(try claviger("slots", "--json").rows().first?.number("slot")))
  }

  /// A token that is set up, with both PINs.
  private func setUp() throws {
    let made = try claviger("token", "init", "--slot", slot(), "--label", "prod", "--so-pin-file", path("so"))
    try made.require(.exited(0))
    let pin = try claviger("token", "init-pin", "--so-pin-file", path("so"), "--new-pin-file", path("pin"))
    try pin.require(.exited(0))
  }

  private func audit() throws -> [String] {
    try claviger("audit", "list", "--json").rows().compactMap { row in
      guard let action = row.text("action"), action.hasPrefix("token-"), let sequence = row.number("sequence") else {
        return nil
      }
      return "\(sequence) \(action) \(row.text("result") ?? "")"
    }
  }

  @Test func `A token is set up, given its PIN, and answers with its row`() throws {
    let made = try claviger("token", "init", "--slot", slot(), "--label", "prod", "--so-pin-file", path("so"), "--json")
    made.expect(.exited(0))
    let row = try made.object()
    #expect(row.text("label") == "prod")
    #expect(row["initialized"] as? Bool == true)
    #expect(try row.number("slot").map(String.init) == slot(), "the slot's number is the one that other processes see")
    try claviger("status").expect(.exited(4), "no PIN was set yet")
    #expect(
      try claviger("token", "init-pin", "--so-pin-file", path("so"), "--new-pin-file", path("pin")).status
        == .exited(0))
    try claviger("token", "init-pin", "--so-pin-file", path("so"), "--new-pin-file", path("pin")).expect(.exited(6))
    try claviger("status").expect(.exited(0), "what was refused before says nothing of the new PIN")
    #expect(try audit() == ["1 token-init done", "3 token-init-pin done"], "each is two entries: before and after")
    let logins = try claviger("audit", "list", "--json").rows().filter {
      ["log-in", "refuse-pin"].contains($0.text("action"))
    }
    #expect(logins.last?.text("action") == "log-in")
    #expect(logins.allSatisfy { $0.text("target")?.contains("token prod") == true && $0.text("from") == "file" })
  }

  @Test func `PINs are changed, and a forgotten one is replaced by the security officer`() throws {
    try setUp()
    try claviger("token", "change-pin", "--new-pin-file", path("other")).expect(.exited(0))
    try claviger("--pin-file", path("other"), "keys", "list").expect(.exited(0))
    let refused = try claviger(
      "token", "change-pin", "--pin-file", path("wrong"), "--new-pin-file", path("pin"), "--json")
    refused.expect(.exited(4))
    #expect(try refused.failure().text("returnName") == "CKR_PIN_INCORRECT")
    try claviger("status").expect(.exited(4), "the configured PIN is the old one")
    try claviger("token", "unlock", "--so-pin-file", path("so"), "--new-pin-file", path("pin")).expect(.exited(0))
    try claviger("status").expect(.exited(0))
    try folder.write("87654321\n", to: "new-so")
    #expect(
      try claviger("token", "change-pin", "--so", "--so-pin-file", path("so"), "--new-pin-file", path("new-so")).status
        == .exited(0))
    try claviger("token", "unlock", "--so-pin-file", path("so"), "--new-pin-file", path("pin")).expect(.exited(4))
    #expect(
      try claviger("token", "unlock", "--so-pin-file", path("new-so"), "--new-pin-file", path("pin")).status
        == .exited(0))
  }

  @Test func `What cannot be undone is confirmed, and refused where nobody can`() throws {
    try setUp()
    let again = ["token", "init", "--slot", try slot(), "--label", "prod", "--so-pin-file", path("so")]
    try claviger(again).expect(.exited(6))
    let unconfirmed = try claviger(again + ["--reinitialize"])
    unconfirmed.expect(.exited(6))
    #expect(unconfirmed.stderr.contains("--confirm 'prod'"))
    try claviger(again + ["--reinitialize", "--confirm", "other"]).expect(.exited(6))
    try claviger("status").expect(.exited(0), "nothing was done so far")
    try claviger(again + ["--reinitialize", "--confirm", "prod"]).expect(.exited(0))
    try claviger("status").expect(.exited(4))
  }

  @Test func `A token whose keys protect is not set up anew`() throws {
    try setUp()
    let util = URL(fileURLWithPath: "/usr/bin/softhsm2-util")
    try folder.write(String(repeating: "k", count: 32), to: "key")
    let imported = try run(
      util,
      ["--import", path("key"), "--aes", "--token", "prod", "--label", "kek", "--id", "01", "--pin", "1234"],
      environment: softHSM.environment)
    try imported.require(.exited(0))
    let set = try claviger("defaults", "set", "--global", "--key", "kek")
    try set.require(.exited(0))
    let refused = try claviger(
      "token", "init", "--slot", slot(), "--label", "prod", "--so-pin-file", path("so"), "--reinitialize", "--confirm",
      "prod")
    refused.expect(.exited(6))
    #expect(refused.stderr.contains("kek is the default of"))
  }

  @Test func `Nothing is changed with --read-only, in an unknown slot, or without saying which driver`() throws {
    try claviger("--read-only", "token", "unlock").expect(.exited(6))
    try claviger("token", "init", "--slot", "77", "--label", "x", "--so-pin-file", path("so")).expect(.exited(5))
    try claviger("token", "init", "--slot", "0", "--label", String(repeating: "x", count: 33)).expect(.exited(2))
    try folder.write(
      driver(
        "one",
        more: """
            - name: two
              module: \(SoftHSMDirectory.modulePath)
              token: pkcs11:token=second
              environment: {SOFTHSM2_CONF: "\(softHSM.configuration.path)"}
          """), to: "two.yaml")
    let several = try claviger(["token", "unlock", "--so-pin-file", path("so")], file: "two.yaml")
    several.expect(.exited(2))
    #expect(several.stderr.contains("--driver"))
    let none = try claviger(
      ["--driver", "two", "token", "unlock", "--so-pin-file", path("so"), "--new-pin-file", path("pin")],
      file: "two.yaml")
    none.expect(.exited(3))
  }

  @Test func `A new PIN is typed twice, without echo, and two that differ are not set`() throws {
    try setUp()
    func unlock() throws -> PseudoTerminal {
      let terminal = try PseudoTerminal(
        running: BuiltProduct.url(named: "claviger"), ["--config", path("claviger.yaml"), "token", "unlock"],
        environment: ["HOME": folder.path])
      try terminal.waitFor(text: "SO PIN of token prod:")
      #expect(terminal.screen.contains("wrong PINs: never locked"), "the tries are told before the PIN is asked")
      terminal.type("12345678\n")
      try terminal.waitFor(text: "new PIN of the user of token prod:")
      return terminal
    }
    let slip = try unlock()
    slip.type("4711\n")
    try slip.waitFor(text: "the same again:")
    slip.type("4712\n")
    #expect(try slip.waitForExit() == .exited(4))
    try claviger("status").expect(.exited(0))
    let good = try unlock()
    good.type("4711\n")
    try good.waitFor(text: "the same again:")
    good.type("4711\n")
    #expect(try good.waitForExit() == .exited(0))
    #expect(!good.outputText.contains("4711"))
    #expect(!good.outputText.contains("12345678"))
    try folder.write("4711\n", to: "typed")
    try claviger("--pin-file", path("typed"), "keys", "list").expect(.exited(0))
  }
}
