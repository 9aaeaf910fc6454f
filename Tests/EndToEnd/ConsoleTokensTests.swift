import Foundation
import Support
import Testing

/// The Tokens screen of the real program: a security officer's tasks go to a process of their own.
@Suite(.serialized)
struct ConsoleTokensTests {
  let softHSM: SoftHSMDirectory
  let folder: TemporaryDirectory

  init() throws {
    softHSM = try SoftHSMDirectory()
    folder = try TemporaryDirectory()
  }

  /// The demo's security officer has a PIN that nobody is told; a token of the test's own has one.
  private func console() throws -> PseudoTerminal {
    try softHSM.initializeToken(label: "prod", pin: "1234", soPIN: "12345678")
    try folder.write("1234\n", to: "pin")
    try folder.write(
      """
      drivers:
        - name: demo
          module: \(SoftHSMDirectory.modulePath)
          token: pkcs11:token=prod
          pin: {file: pin}
          environment: {SOFTHSM2_CONF: "\(softHSM.configuration.path)"}

      """, to: "claviger.yaml")
    let terminal = try PseudoTerminal(
      running: ConsoleDemo.program, ["--config", folder.path + "/claviger.yaml"],
      environment: ConsoleDemo.environment(folder), width: 100, height: 30)
    try terminal.waitFor(text: "demo: connected", timeout: .seconds(30))
    return terminal
  }

  @Test func `The security officer gives the user another PIN while the console stays logged in`() throws {
    let terminal = try console()
    terminal.type("2")
    try terminal.waitFor(text: "user PIN")
    try terminal.arm()
    terminal.type("u")
    try terminal.waitFor(text: "SO PIN:")
    terminal.type("12345678\n")
    try terminal.waitFor(text: "new PIN:")
    terminal.type("4711\n")
    try terminal.waitFor(text: "the same again:")
    terminal.type("4711\n")
    try terminal.waitFor(text: "y do it")
    terminal.type("y")
    try terminal.waitFor(text: "done: setting another PIN of demo", timeout: .seconds(30))
    #expect(!terminal.screen.lines[0].contains("PUBLIC VIEW"), "the console's own login is untouched")
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!terminal.outputText.contains("4711"))
    #expect(!terminal.outputText.contains("12345678"))
    try folder.write("4711\n", to: "pin")
    let status = try run(
      ConsoleDemo.program, ["--config", folder.path + "/claviger.yaml", "status"],
      environment: ConsoleDemo.environment(folder))
    status.expect(.exited(0))
  }

  @Test func `A wrong SO PIN and two new PINs that differ are told in the dialog, and nothing is done`() throws {
    let terminal = try console()
    terminal.type("2")
    try terminal.waitFor(text: "user PIN")
    try terminal.arm()
    terminal.type("u")
    for (question, pin) in [("SO PIN:", "12345678"), ("new PIN:", "4711"), ("the same again:", "4712")] {
      try terminal.waitFor(text: question)
      terminal.type(pin + "\n")
    }
    try terminal.waitFor(text: "y do it")
    terminal.type("y")
    try terminal.waitFor(text: "the two new PINs differ")
    for (question, pin) in [("SO PIN:", "00000000"), ("new PIN:", "4711"), ("the same again:", "4711")] {
      try terminal.waitFor(text: question)
      terminal.type(pin + "\n")
    }
    try terminal.waitFor(text: "y do it")
    terminal.type("y")
    try terminal.waitFor(text: "refused the login", timeout: .seconds(30))
    terminal.press(.escape)
    try terminal.waitFor(text: "low: a wrong PIN was tried")
    #expect(try terminal.quit() == .exited(0))
  }
}
