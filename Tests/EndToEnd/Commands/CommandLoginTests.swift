import Foundation
import Support
import Testing

/// Who types a PIN, where it may come from, and that a wrong one is tried once. Each test has a token of its own.
@Suite struct CommandLoginTests {
  let softHSM: SoftHSMDirectory
  let folder: TemporaryDirectory

  init() throws {
    softHSM = try SoftHSMDirectory()
    try softHSM.initializeToken(label: "prod", pin: "123456")
    folder = try TemporaryDirectory()
  }

  private func configuration(pin: String) throws -> String {
    try folder.write(
      """
      drivers:
        - name: prod
          module: \(SoftHSMDirectory.modulePath)
          token: pkcs11:token=prod
          pin: \(pin)
          environment: {SOFTHSM2_CONF: "\(softHSM.configuration.path)"}

      """, to: "claviger.yaml"
    ).path
  }

  @Test func `Where nobody can type the PIN, listing keys ends with 4 and looking at tokens goes on`() throws {
    let file = try configuration(pin: "prompt")
    let keys = try claviger("--config", file, "keys", "list")
    keys.expect(.exited(4))
    #expect(keys.stdout.isEmpty)
    try claviger("--config", file, "slots").expect(.exited(0))
    try claviger("--config", file, "mechanisms").expect(.exited(0))
    try claviger("--config", file, "keys", "list", "--public").expect(.exited(0))
    let status = try claviger("--config", file, "status", "--json")
    status.expect(.exited(4))
    #expect(try status.rows().map { $0.text("state") } == ["needsLogin"])
  }

  @Test func `--pin-file goes before the configuration`() throws {
    let file = try configuration(pin: "prompt")
    try folder.write("123456\nnothing of this counts\n", to: "other-pin")
    let result = try claviger("--config", file, "--pin-file", folder.path + "/other-pin", "keys", "list", "--json")
    result.expect(.exited(0))
    #expect(try result.rows().isEmpty)
  }

  @Test func `A wrong PIN is fetched once and tried once, whatever is run after it`() throws {
    let script = try folder.write("echo x >> \(folder.path)/tries\necho 9999\n", to: "give")
    let file = try configuration(pin: "{command: [/bin/sh, \(script.path)]}")
    for command in [["keys", "list"], ["keys", "show", "x"], ["status"], ["--read-only", "status"]] {
      let result = try run(BuiltProduct.url(named: "claviger"), ["--config", file] + command, environment: home)
      result.expect(.exited(4))
      #expect(!(result.stdout + result.stderr).contains("9999"))
      #expect(try String(contentsOf: folder.url("tries"), encoding: .utf8) == "x\n")
    }
    let failure = try run(
      BuiltProduct.url(named: "claviger"), ["--config", file, "keys", "list", "--json"], environment: home
    ).failure()
    #expect(failure.text("function") == "C_Login")
    #expect(failure.text("returnName") == "CKR_PIN_INCORRECT")
    #expect(failure.number("returnValue") == 0xA0)
    let message = failure.text("message") ?? ""
    #expect(message.contains("refused this PIN of CKU_USER before"))
    #expect(message.contains("uid="), "it says who was refused")
  }

  /// Where the program remembers logins while there is no store.
  private var home: [String: String] { ["HOME": folder.path] }

  @Test func `Ctrl-C ends a command whose PIN does not come`() throws {
    let script = try folder.write("touch \(folder.path)/asked\nexec sleep 20\n", to: "script")
    let file = try configuration(pin: "{command: [/bin/sh, \(script.path)]}")
    let terminal = try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"), ["--config", file, "keys", "list"],
      environment: ["HOME": folder.path])
    try waitUntil { FileManager.default.fileExists(atPath: folder.path + "/asked") }
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit(timeout: .seconds(5)) == .exited(130))
  }

  @Test func `An empty PIN file is wrong configuration`() throws {
    try folder.write("\n", to: "pin")
    let file = try configuration(pin: "{file: pin}")
    try claviger("--config", file, "keys", "list").expect(.exited(2))
  }

  @Test func `The PIN is asked on the terminal, and does not show`() throws {
    let file = try configuration(pin: "prompt")
    let terminal = try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"), ["--config", file, "keys", "list"],
      environment: ["HOME": folder.path])
    let before = terminal.modes
    try terminal.waitFor(text: "PIN of token prod (driver prod):")
    #expect(!terminal.modes.echoes)
    terminal.type("123456\n")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.modes.echoes == true)
    #expect(terminal.modes.local == before.local || before.echoes == false)
    #expect(!terminal.outputText.contains("123456"))
  }

  @Test func `Ctrl-C at the question ends with 130 and leaves the terminal as it was`() throws {
    let file = try configuration(pin: "prompt")
    let terminal = try PseudoTerminal()
    let before = terminal.modes
    try terminal.start(
      BuiltProduct.url(named: "claviger"), ["--config", file, "keys", "list"], environment: ["HOME": folder.path])
    try terminal.waitFor(text: "PIN of token")
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(130))
    #expect(terminal.modes == before)
  }

  @Test func `--no-input asks nobody, even on a terminal`() throws {
    let file = try configuration(pin: "prompt")
    let terminal = try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"), ["keys", "list", "--no-input", "--config", file],
      environment: ["HOME": folder.path])
    #expect(try terminal.waitForExit() == .exited(4))
  }

  @Test func `A driver that fails keeps no other from being listed`() throws {
    let file = try folder.write(
      """
      drivers:
        - name: good
          module: \(SoftHSMDirectory.modulePath)
          token: pkcs11:token=prod
          pin: {file: pin}
          environment: {SOFTHSM2_CONF: "\(softHSM.configuration.path)"}
        - name: absent
          module: \(SoftHSMDirectory.modulePath)
          token: pkcs11:token=elsewhere

      """, to: "claviger.yaml")
    try folder.write("123456\n", to: "pin")
    let tokens = try claviger("--config", file.path, "tokens", "--json")
    tokens.expect(.exited(3))
    #expect(try tokens.rows().first?.text("driver") == "good")
    let keys = try claviger("--config", file.path, "keys", "list", "--json")
    keys.expect(.exited(3))
    #expect(try keys.rows().isEmpty)
    try claviger("--config", file.path, "--driver", "good", "keys", "list").expect(.exited(0))
    try claviger("--config", file.path, "--pin-file", "x", "keys", "list").expect(.exited(2))
    let absent = try claviger("--config", file.path, "--driver", "absent", "slots", "--json")
    absent.expect(.exited(3))
    #expect(try absent.rows().first?.object("token").text("label") == "prod")
  }

  @Test func `Two keys that agree in label and id are told apart by their check values`() throws {
    try folder.write("123456\n", to: "pin")
    for name in ["first", "second"] {
      try folder.write(String(repeating: String(name.prefix(1)), count: 32), to: name)
      let imported = try run(
        URL(fileURLWithPath: "/usr/bin/softhsm2-util"),
        [
          "--import", folder.path + "/" + name, "--aes", "--token", "prod", "--label", "twin", "--id", "01", "--pin",
          "123456", "--force",
        ], environment: softHSM.environment)
      try imported.require(.exited(0))
    }
    let file = try configuration(pin: "{file: pin}")
    let ambiguous = try claviger("--config", file, "keys", "show", "twin")
    ambiguous.expect(.exited(5))
    let uris = ambiguous.stderr.split(separator: "\n").filter { $0.hasPrefix("pkcs11:") }.map(String.init)
    #expect(Set(uris).count == 2)
    for uri in uris {
      #expect(uri.contains(/;id=%01;x-kcv=[0-9a-f]{6}$/))
      #expect(try claviger("--config", file, "keys", "show", uri, "--json").rows().map { $0.text("uri") } == [uri])
    }
  }
}
