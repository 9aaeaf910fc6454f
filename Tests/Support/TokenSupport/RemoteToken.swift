public import Cryptoki
import Foundation
public import HSM
import Support
import Synchronization

/// A SoftHSM token behind p11-kit's server: each client's calls go to a worker process that can be stopped or killed.
public final class RemoteToken: Sendable {
  private let token: TestToken
  private let client: PrivateLibrary
  private let server: RemoteServer
  /// What SoftHSM loses when it is killed in C_Login: it empties this file and writes it anew each time.
  private let tokenObject = Mutex<Data?>(nil)

  public init() throws {
    // A client that writes to a server which has died must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    token = try TestToken()
    client = try PrivateLibrary(of: RemoteServer.clientPath, .server)
    server = try RemoteServer(
      socket: client.file.path, provider: token.modulePath, environment: token.environment)
    try keepTokenObject()
  }

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
    try keepTokenObject()
    try server.start()
  }

  private func keepTokenObject() throws {
    for folder in try FileManager.default.contentsOfDirectory(at: token.directory, includingPropertiesForKeys: nil) {
      let file = folder.appendingPathComponent("token.object")
      let now = try Data(contentsOf: file)
      try tokenObject.withLock { kept in
        if let kept, now.count < kept.count { try kept.write(to: file) } else { kept = now }
      }
    }
  }

  /// Ends the server and its workers as a crash would.
  public func stop() throws { try server.stop() }

  public func signalWorkers(_ signal: Int32) throws { try server.signalWorkers(signal) }

  /// Uses the token past the server, before a client has connected to it.
  public func withSession<Result>(_ body: (Session) throws -> Result) throws -> Result { try token.withSession(body) }
}
