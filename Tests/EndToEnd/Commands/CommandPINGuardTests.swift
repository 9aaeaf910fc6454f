import Foundation
import Support
import Testing

/// A PIN that nobody typed is tried once, however many processes have it, and goes to no other token. The program that
/// gives the PIN writes down each time that it was asked, which is once before each try.
@Suite struct CommandPINGuardTests {
  let softHSM: SoftHSMDirectory
  let folder: TemporaryDirectory

  init() throws {
    softHSM = try SoftHSMDirectory()
    try softHSM.initializeToken(label: "prod", pin: "123456")
    folder = try TemporaryDirectory()
    try give("9999")
    try folder.write(
      """
      drivers:
        - name: prod
          module: \(SoftHSMDirectory.modulePath)
          token: pkcs11:token=prod
          pin: {command: [/bin/sh, "\(folder.path)/give"]}
          environment: {SOFTHSM2_CONF: "\(softHSM.configuration.path)"}

      """, to: "claviger.yaml")
  }

  private func give(_ pin: String) throws {
    try folder.write("echo x >> \(folder.path)/tries\necho \(pin)\n", to: "give")
  }

  private var tries: Int {
    ((try? String(contentsOf: folder.url("tries"), encoding: .utf8)) ?? "").count { $0 == "x" }
  }

  private func claviger(_ arguments: String...) throws -> ProgramResult {
    try run(
      BuiltProduct.url(named: "claviger"), ["--config", folder.path + "/claviger.yaml"] + arguments,
      environment: ["HOME": folder.path], timeout: .seconds(90))
  }

  private func together(_ count: Int, _ arguments: String...) throws -> [ProgramResult] {
    let (file, home) = (folder.path + "/claviger.yaml", folder.path)
    let processes = (0..<count).map { _ in
      BackgroundWork {
        try run(
          BuiltProduct.url(named: "claviger"), ["--config", file] + arguments, environment: ["HOME": home],
          timeout: .seconds(90))
      }
    }
    return try processes.map { try $0.value(timeout: .seconds(100)) }
  }

  @Test(arguments: [false, true])
  func `Twenty processes with a wrong PIN make one try in all`(withStore: Bool) throws {
    if withStore { try claviger("policies", "add", "Payments").require(.exited(0)) }
    let results = try together(20, "keys", "list")
    #expect(results.allSatisfy { $0.status == .exited(4) || $0.metHalfWrittenToken }, "\(results.map(\.stderr))")
    #expect(results.count { $0.status == .exited(4) } > 10)
    #expect(tries == 1)
    for _ in 0..<3 { try claviger("status").expect(.exited(4)) }
    #expect(tries == 1)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/claviger.db") == withStore)
  }

  /// One that met the token half written may have asked for its PIN before or after, and holds nothing against it.
  @Test func `Of twenty processes with the right PIN each that finds the token logs in`() throws {
    try give("123456")
    let results = try together(20, "keys", "list")
    #expect(results.allSatisfy { $0.status == .exited(0) || $0.metHalfWrittenToken }, "\(results.map(\.stderr))")
    let loggedIn = results.count { $0.status == .exited(0) }
    #expect(loggedIn > 10)
    #expect((loggedIn...20).contains(tries))
    try claviger("keys", "list").expect(.exited(0))
  }

  @Test func `A PIN file is tried again once it changed, or a person logged in`() throws {
    try folder.write("0000\n", to: "pin")
    let pinFile = folder.path + "/pin"
    try claviger("--pin-file", pinFile, "keys", "list").expect(.exited(4))
    let second = try claviger("--pin-file", pinFile, "keys", "list")
    second.expect(.exited(4))
    #expect(second.firstMessage.contains("before"))
    try folder.write("123456\n", to: "pin")
    try claviger("--pin-file", pinFile, "keys", "list").expect(.exited(0))

    try claviger("keys", "list").expect(.exited(4))
    try claviger("keys", "list").expect(.exited(4))
    #expect(tries == 1)
    let terminal = try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"),
      ["--config", folder.path + "/claviger.yaml", "--ask-pin", "keys", "list"], environment: ["HOME": folder.path])
    try terminal.waitFor(text: "PIN of token prod")
    terminal.type("123456\n")
    #expect(try terminal.waitForExit() == .exited(0))
    try claviger("keys", "list").expect(.exited(4))
    #expect(tries == 2, "the command was asked again, once")
  }

  @Test func `A PIN that nobody typed goes to no other token of the same label`() throws {
    try give("123456")
    try claviger("keys", "list").expect(.exited(0))
    let tokens = softHSM.directory.url("tokens")
    for token in try FileManager.default.contentsOfDirectory(at: tokens, includingPropertiesForKeys: nil) {
      try FileManager.default.removeItem(at: token)
    }
    try softHSM.initializeToken(label: "prod", pin: "123456")
    let other = try claviger("keys", "list")
    other.expect(.exited(4))
    #expect(other.firstMessage.contains("has another token now: serial"))
    #expect(try claviger("status", "--json").rows().first?.text("state") == "needsLogin")
    #expect(tries == 1)
    let terminal = try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"),
      ["--config", folder.path + "/claviger.yaml", "--ask-pin", "keys", "list"], environment: ["HOME": folder.path])
    try terminal.waitFor(text: "PIN of token prod")
    terminal.type("123456\n")
    #expect(try terminal.waitForExit() == .exited(0))
    try claviger("keys", "list").expect(.exited(0), "a person accepted the new token")
  }

  @Test func `With --read-only the store is left as it is, and a refusal is remembered all the same`() throws {
    try claviger("policies", "add", "Payments").require(.exited(0))
    let store = folder.url("claviger.db")
    let before = try Data(contentsOf: store)
    try claviger("--read-only", "keys", "list").expect(.exited(4))
    try claviger("--read-only", "keys", "list").expect(.exited(4))
    try claviger("keys", "list").expect(.exited(4))
    #expect(tries == 1)
    #expect(try Data(contentsOf: store) == before)
  }
}
