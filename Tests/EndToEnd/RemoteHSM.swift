import Foundation
import Support

/// An HSM whose connection hangs on command: a SoftHSM behind p11-kit, whose workers are stopped.
final class RemoteHSM {
  static let client = "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so"
  static var isInstalled: Bool { FileManager.default.fileExists(atPath: client) }

  private let softHSM: SoftHSMDirectory
  private let server: PseudoTerminal
  let configuration: URL
  let environment: [String: String]

  init() throws {
    softHSM = try SoftHSMDirectory()
    try softHSM.initializeToken(label: "remote", pin: "1234", soPIN: "12345678")
    let folder = softHSM.directory
    let socket = folder.path + "/server.sock"
    server = try PseudoTerminal(
      running: URL(fileURLWithPath: "/usr/bin/p11-kit"),
      ["server", "-f", "-n", socket, "--provider", SoftHSMDirectory.modulePath, "pkcs11:"],
      environment: softHSM.environment)
    let deadline = ContinuousClock.now + .seconds(10)
    // The server says nothing when it is ready: its socket is looked for.
    while !FileManager.default.fileExists(atPath: socket) {
      guard ContinuousClock.now < deadline else { throw SupportError("p11-kit's server made no socket") }
      usleep(20_000)
    }
    try folder.write("1234\n", to: "pin")
    configuration = try folder.write(
      """
      store: sqlite:claviger.db
      drivers:
        - name: remote
          module: \(Self.client)
          token: pkcs11:token=remote
          use-cases: [hardware]
          pin: {file: pin}
          call-deadline: 1s
          keep-alive: 1s
          environment: {P11_KIT_SERVER_ADDRESS: "unix:path=\(socket)"}

      """, to: "claviger.yaml")
    environment = ["HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state"]
  }

  deinit { for worker in workers { kill(worker, SIGKILL) } }

  /// The console, connected, on a terminal.
  func openConsole(on terminal: PseudoTerminal? = nil) throws -> PseudoTerminal {
    let terminal = try terminal ?? PseudoTerminal(width: 100, height: 30)
    try terminal.start(ConsoleDemo.program, ["--config", configuration.path], environment: environment)
    try terminal.waitFor(text: "remote: connected", timeout: .seconds(30))
    return terminal
  }

  /// Stops or continues the processes that answer the clients' calls.
  func signalWorkers(_ signal: Int32) throws {
    let workers = workers
    guard !workers.isEmpty else { throw SupportError("the server has no worker") }
    for worker in workers { kill(worker, signal) }
  }

  private var workers: [Int32] {
    guard let identifier = server.process?.identifier,
      // A server that is gone has none.
      let list = try? String(contentsOfFile: "/proc/\(identifier)/task/\(identifier)/children", encoding: .utf8)
    else { return [] }
    return list.split(separator: " ").compactMap { Int32($0) }
  }
}
