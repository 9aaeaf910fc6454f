import Foundation
import Support
import Testing

/// An HSM whose connection hangs: a SoftHSM behind p11-kit, whose worker is stopped.
@Suite(.serialized)
struct ConsoleHangTests {
  static let client = "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: client), "p11-kit-modules is not installed"))
  func `a call that does not return holds up neither screens nor quitting`() throws {
    let hsm = try SoftHSMDirectory()
    try hsm.initializeToken(label: "remote", pin: "1234", soPIN: "12345678")
    let socket = hsm.directory.path + "/server.sock"
    let server = try PseudoTerminal(
      running: URL(fileURLWithPath: "/usr/bin/p11-kit"),
      ["server", "-f", "-n", socket, "--provider", SoftHSMDirectory.modulePath, "pkcs11:"],
      environment: hsm.environment)
    let deadline = ContinuousClock.now + .seconds(10)
    while !FileManager.default.fileExists(atPath: socket), ContinuousClock.now < deadline { usleep(20_000) }
    try hsm.directory.write("1234\n", to: "pin")
    let configuration = try hsm.directory.write(
      """
      store: sqlite:claviger.db
      drivers:
        - name: remote
          module: \(Self.client)
          token: pkcs11:token=remote
          use-cases: [hardware]
          pin: {file: pin}
          call-deadline: 1s
          environment: {P11_KIT_SERVER_ADDRESS: "unix:path=\(socket)"}

      """, to: "claviger.yaml")
    let terminal = try PseudoTerminal(width: 100, height: 30)
    let before = terminal.modes
    try terminal.start(
      ConsoleDemo.program, ["--config", configuration.path],
      environment: ["HOME": hsm.directory.path, "XDG_STATE_HOME": hsm.directory.path + "/state"])
    try terminal.waitFor(text: "remote: connected", timeout: .seconds(30))

    let identifier = try #require(server.process?.identifier)
    let workers = try String(contentsOfFile: "/proc/\(identifier)/task/\(identifier)/children", encoding: .utf8)
      .split(separator: " ").compactMap { Int32($0) }
    try #require(!workers.isEmpty)
    for worker in workers { kill(worker, SIGSTOP) }
    defer { for worker in workers { kill(worker, SIGKILL) } }

    terminal.type("3r")
    for (digit, title) in [("1", "Status"), ("2", "Tokens"), ("4", "Defaults"), ("3", "Keys"), ("1", "Status")] {
      terminal.type(digit)
      try terminal.waitFor(text: "Claviger › \(title)", timeout: .seconds(1))
    }
    try terminal.waitFor(text: "has not returned for")
    #expect(terminal.screen.contains("remote: stuck"))
    for (digit, title) in [("2", "Tokens"), ("4", "Defaults"), ("1", "Status")] {
      terminal.type(digit)
      try terminal.waitFor(text: "Claviger › \(title)", timeout: .seconds(1))
    }
    terminal.type("q")
    #expect(try terminal.waitForExit(timeout: .seconds(5)) == .exited(0))
    #expect(terminal.modes == before)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.cursorIsVisible)
  }
}
