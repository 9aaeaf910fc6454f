internal import Foundation

/// A server of p11-kit's that hands a driver's tokens out through a socket, with a worker process for each client.
public final class RemoteServer: @unchecked Sendable {
  // One test at a time uses it.
  private let socket: String
  private let provider: String
  private let environment: [String: String]
  private var server: Process?

  /// Where Debian puts the library through which clients come.
  public static let clientPath: String = {
    let usual = [
      "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so", "/usr/lib/aarch64-linux-gnu/pkcs11/p11-kit-client.so",
    ]
    return usual.first(where: FileManager.default.fileExists(atPath:)) ?? usual[0]
  }()

  /// - Parameters:
  ///   - provider: the driver's library, loaded by the workers.
  ///   - environment: what that library needs.
  public init(socket: String, provider: String, environment: [String: String]) throws {
    self.socket = socket
    self.provider = provider
    self.environment = environment
    try start()
  }

  // A test that ends has no more use for what a failed end would say.
  deinit { try? stop() }

  public func start() throws {
    // On a machine under load the server now and then ends before it listens.
    for _ in 0..<5 {
      if try startOnce() { return }
    }
    throw SupportError("p11-kit's server does not start")
  }

  private func startOnce() throws -> Bool {
    // It may be the first start, without a socket of an earlier one.
    try? FileManager.default.removeItem(atPath: socket)
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/p11-kit")
    server.arguments = ["server", "-f", "-n", socket, "--provider", provider, "pkcs11:"]
    server.environment = environment
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    self.server = server
    try waitUntil { try isListening || !server.isRunning }
    return server.isRunning
  }

  /// Ends the server and its workers as a crash would.
  public func stop() throws {
    guard let server else { return }
    let workers = try workers
    kill(server.processIdentifier, SIGKILL)
    for worker in workers { kill(worker, SIGKILL) }
    self.server = nil
  }

  /// Stops or continues the processes that answer the clients' calls.
  public func signalWorkers(_ signal: Int32) throws {
    let workers = try workers
    guard !workers.isEmpty else { throw SupportError("the server has no worker") }
    for worker in workers { kill(worker, signal) }
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

  private var workers: [Int32] {
    get throws { try server.map { try children(of: $0.processIdentifier) } ?? [] }
  }
}

/// The processes that a process started and that run.
public func children(of process: Int32) throws -> [Int32] {
  let list = try kernelFile("/proc/\(process)/task/\(process)/children")
  return list.split(separator: " ").compactMap { Int32($0) }
}
