import Foundation
import Support

/// An HSM whose connection hangs on command: a SoftHSM behind p11-kit, whose workers are stopped.
final class RemoteHSM {
  static var isInstalled: Bool { FileManager.default.fileExists(atPath: RemoteServer.clientPath) }

  private let softHSM: SoftHSMDirectory
  private let server: RemoteServer
  let configuration: URL
  let environment: [String: String]

  init() throws {
    softHSM = try SoftHSMDirectory()
    try softHSM.initializeToken(label: "remote", pin: "1234", soPIN: "12345678")
    let folder = softHSM.directory
    let socket = folder.path + "/server.sock"
    server = try RemoteServer(
      socket: socket, provider: SoftHSMDirectory.modulePath, environment: softHSM.environment)
    try folder.write("1234\n", to: "pin")
    configuration = try folder.write(
      """
      store: sqlite:claviger.db
      drivers:
        - name: remote
          module: \(RemoteServer.clientPath)
          token: pkcs11:token=remote
          use-cases: [hardware]
          pin: {file: pin}
          call-deadline: 1s
          keep-alive: 1s
          environment: {P11_KIT_SERVER_ADDRESS: "unix:path=\(socket)"}

      """, to: "claviger.yaml")
    environment = ["HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state"]
  }

  /// The console, connected, on a terminal.
  func openConsole(on terminal: PseudoTerminal? = nil) throws -> PseudoTerminal {
    let terminal = try terminal ?? PseudoTerminal(width: 100, height: 30)
    try terminal.start(ConsoleDemo.program, ["--config", configuration.path], environment: environment)
    try terminal.waitFor(text: "remote: connected", timeout: .seconds(30))
    return terminal
  }

  /// Stops or continues the processes that answer the clients' calls.
  func signalWorkers(_ signal: Int32) throws { try server.signalWorkers(signal) }
}
