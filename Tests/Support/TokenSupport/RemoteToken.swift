public import Cryptoki
import Foundation
public import HSM
import Support

/// A SoftHSM token behind p11-kit's server: each client's calls go to a worker process that can be stopped or killed.
public final class RemoteToken: @unchecked Sendable {
  // One test at a time uses it.
  private let token: TestToken
  private let client: PrivateLibrary
  private var server: Process?
  /// What SoftHSM loses when it is killed in C_Login: it empties this file and writes it anew each time.
  private var tokenObject: Data?

  private static let clients = [
    "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so", "/usr/lib/aarch64-linux-gnu/pkcs11/p11-kit-client.so",
  ]

  public init() throws {
    // A client that writes to a server which has died must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    token = try TestToken()
    guard let client = Self.clients.first(where: FileManager.default.fileExists(atPath:)) else {
      throw SupportError("p11-kit-client.so is not installed: apt-get install p11-kit-modules")
    }
    self.client = try PrivateLibrary(of: client, .server)
    try start()
  }

  deinit { try? stop() }

  private var socket: String { client.file.path }

  /// The client's library.
  public var modulePath: String { client.path }

  /// A driver with short deadlines that reaches the token through the server.
  public var driver: DriverConfiguration {
    var driver = DriverConfiguration(
      name: "remote", modulePath: client.path, token: TokenSelector(label: token.label))
    driver.useCases = [.protect, .hardware]
    driver.pin = .file(path: "test")
    driver.deadlines.call = .seconds(1)
    driver.reconnect.first = .milliseconds(20)
    driver.reconnect.longest = .milliseconds(100)
    return driver
  }

  public func start() throws {
    // On a machine under load the server now and then ends before it listens.
    for _ in 0..<5 {
      if try startOnce() { return }
    }
    throw SupportError("p11-kit's server does not start")
  }

  private func keepTokenObject() throws {
    for folder in try FileManager.default.contentsOfDirectory(at: token.directory, includingPropertiesForKeys: nil) {
      let file = folder.appendingPathComponent("token.object")
      let now = try Data(contentsOf: file)
      if let tokenObject, now.count < tokenObject.count {
        try tokenObject.write(to: file)
      } else {
        tokenObject = now
      }
    }
  }

  private func startOnce() throws -> Bool {
    try keepTokenObject()
    try? FileManager.default.removeItem(atPath: socket)
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/p11-kit")
    server.arguments = ["server", "-f", "-n", socket, "--provider", token.modulePath, "pkcs11:"]
    server.environment = token.environment
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    self.server = server
    try waitUntil { try isListening || !server.isRunning }
    return server.isRunning
  }

  /// Whether clients are taken: the socket's file is there a moment before. To connect would start a worker.
  private var isListening: Bool {
    get throws {
      let sockets = try kernelFile("/proc/net/unix")
      return sockets.split(separator: "\n").contains { line in
        let fields = line.split(separator: " ")
        return fields.count == 8 && fields[3] == "00010000" && fields[7] == socket
      }
    }
  }

  /// Ends the server and its workers as a crash would.
  public func stop() throws {
    guard let server else { return }
    let workers = try workers
    kill(server.processIdentifier, SIGKILL)
    for worker in workers { kill(worker, SIGKILL) }
    self.server = nil
  }

  public func signalWorkers(_ signal: Int32) throws {
    let workers = try workers
    guard !workers.isEmpty else { throw SupportError("the server has no worker") }
    for worker in workers { kill(worker, signal) }
  }

  /// Uses the token past the server, before a client has connected to it.
  public func withSession<Result>(_ body: (Session) throws -> Result) throws -> Result { try token.withSession(body) }

  private var workers: [pid_t] {
    get throws {
      guard let server else { return [] }
      let children = try String(
        contentsOfFile: "/proc/\(server.processIdentifier)/task/\(server.processIdentifier)/children", encoding: .utf8)
      return children.split(separator: " ").compactMap { pid_t($0) }
    }
  }
}
