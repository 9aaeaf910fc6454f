import Foundation
import Support
import Testing

/// Where a PIN stands in the memory of the real program: scanned from outside, byte by byte.
@Suite(
  .serialized, .enabled(if: geteuid() == 0, "only root may read the program's memory"),
  .disabled(if: TestEnvironment.hasSanitizer, "a sanitizer keeps memory of its own, and locks none"))
struct PINMemoryTests {
  private let softHSM: SoftHSMDirectory
  private let folder: TemporaryDirectory
  /// Nothing else in the program looks like it.
  private let pin = "Pq7" + UUID().uuidString.prefix(18) + "zR"

  init() throws {
    softHSM = try SoftHSMDirectory()
    try softHSM.initializeToken(label: "prod", pin: pin, soPIN: "12345678")
    folder = try TemporaryDirectory()
  }

  private func configuration(pin: String, more: String = "") throws -> String {
    try folder.write(
      """
      drivers:
        - name: prod
          module: \(SoftHSMDirectory.modulePath)
          token: pkcs11:token=prod
          pin: \(pin)
      \(more)
          environment: {SOFTHSM2_CONF: "\(softHSM.configuration.path)"}

      """, to: "claviger.yaml"
    ).path
  }

  private func console(_ file: String) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"), ["--config", file],
      environment: ConsoleDemo.environment(folder), width: 100, height: 30)
  }

  private func places(_ terminal: PseudoTerminal) throws -> [ProcessMemory.Place] {
    let process = try #require(terminal.process)
    return try ProcessMemory(of: process.identifier).places(of: pin)
  }

  private func isInOneSafePlace(_ terminal: PseudoTerminal) throws -> Bool {
    let places = try places(terminal)
    return places.count == 1 && places.allSatisfy { $0.isLocked && $0.isLeftOutOfDumps }
  }

  @Test func `A typed PIN stands once, in locked memory, while it is held, and nowhere after the logout`() throws {
    let terminal = try console(configuration(pin: "prompt"))
    try terminal.waitFor(text: "prod: login needed", timeout: .seconds(30))
    #expect(try places(terminal).isEmpty)
    terminal.type("l")
    try terminal.waitFor(text: "PIN:")
    terminal.type(pin)
    try terminal.waitFor(text: String(repeating: "•", count: pin.count))
    #expect(try isInOneSafePlace(terminal), "while it is typed")
    terminal.press(.enter)
    try terminal.waitFor(text: "logged in to prod", timeout: .seconds(30))
    #expect(try isInOneSafePlace(terminal), "while it is held")
    terminal.type("L")
    try terminal.waitFor(text: "logged out of prod", timeout: .seconds(30))
    #expect(try places(terminal).isEmpty)
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `A file's PIN stands once while it is held, and nowhere with hold-pin: no`() throws {
    try folder.write(pin + "\n", to: "pin")
    for (held, more) in [(1, ""), (0, "    hold-pin: no")] {
      let terminal = try console(configuration(pin: "{file: pin}", more: more))
      try terminal.waitFor(text: "prod: connected", timeout: .seconds(30))
      try terminal.waitFor("the login") { !$0.contains("PUBLIC VIEW") }
      let places = try places(terminal)
      #expect(places.count == held)
      #expect(places.allSatisfy { $0.isLocked && $0.isLeftOutOfDumps })
      #expect(try terminal.quit() == .exited(0))
    }
  }

  @Test func `A refused PIN stands nowhere`() throws {
    let wrong = "Nope" + UUID().uuidString.prefix(18)
    let terminal = try console(configuration(pin: "prompt"))
    try terminal.waitFor(text: "prod: login needed", timeout: .seconds(30))
    terminal.type("l")
    try terminal.waitFor(text: "PIN:")
    terminal.type(wrong + "\n")
    try terminal.waitFor(text: "refused", timeout: .seconds(30))
    let process = try #require(terminal.process)
    #expect(try ProcessMemory(of: process.identifier).places(of: wrong).isEmpty)
    terminal.press(.escape)
    try terminal.waitFor("the dialog's end") { !$0.contains("Enter log in") }
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `PINs of a task on a token are gone from the console once it is done`() throws {
    let terminal = try console(configuration(pin: "prompt"))
    try terminal.waitFor(text: "prod: login needed", timeout: .seconds(30))
    terminal.type("2")
    try terminal.waitFor(text: "user PIN")
    terminal.type("a")
    try terminal.waitFor(text: "Type the driver's name")
    terminal.type("prod\n")
    try terminal.waitFor(text: "ARMED")
    terminal.type("u")
    for (question, typed) in [("SO PIN:", "12345678"), ("new PIN:", pin), ("the same again:", pin)] {
      try terminal.waitFor(text: question)
      terminal.type(typed + "\n")
    }
    try terminal.waitFor(text: "y do it")
    #expect(try places(terminal).count == 2, "the new PIN, typed twice")
    #expect(try places(terminal).allSatisfy(\.isLocked))
    terminal.type("y")
    try terminal.waitFor(text: "done: setting another PIN", timeout: .seconds(30))
    #expect(try places(terminal).isEmpty)
    #expect(try terminal.quit() == .exited(0))
  }
}
