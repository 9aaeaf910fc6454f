import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct ReconnectionTests {
  @Test func `a token that goes and comes back is found again, and the call that met it goes on`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    let home = token.directory
    let away = home.appendingPathExtension("away")
    try FileManager.default.moveItem(at: home, to: away)
    connection.beat()
    try waitUntil { connection.status.state == .reconnecting }
    #expect(connection.status.cause != nil)
    // A caller waits at the closed gate and goes on when the token is back.
    let listed = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var labels: [String]?
    let thread = Thread { @Sendable in
      labels = (try? connection.listObjects())?.map(\.labelText)
      listed.signal()
    }
    thread.start()
    try waitUntil { connection.status.pausedCallers == 1 }
    try FileManager.default.moveItem(at: away, to: home)
    try waitUntil { connection.status.state == .connected }
    listed.wait()
    #expect(labels == ["kek"])
    #expect(connection.status.generation == 2)
  }

  @Test func `what may not be repeated says that its outcome is unknown`() throws {
    let token = try TestToken()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    var runs = 0
    #expect {
      try connection.withSession(repeats: false, couldNot: "the key could not be made") {
        (_) throws(CryptokiError) -> Int in
        runs += 1
        throw CryptokiError(function: .C_GenerateKey, code: .CKR_DEVICE_ERROR)
      }
    } throws: { "\($0)".contains("outcome is unknown") }
    #expect(runs == 1)
    try waitUntil { connection.status.state == .connected }
  }

  @Test func `what only reads is repeated once`() throws {
    let token = try TestToken()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    var runs = 0
    let answer = try connection.withSession(couldNot: "read") { (_) throws(CryptokiError) -> Int in
      runs += 1
      if runs == 1 { throw CryptokiError(function: .C_Encrypt, code: .CKR_DEVICE_REMOVED) }
      return 42
    }
    #expect(answer == 42)
    #expect(connection.status.generation == 2)
  }

  @Test func `a suspect code on a sound connection starts no reconnection`() throws {
    let token = try TestToken()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    for code in [ReturnCode.CKR_GENERAL_ERROR, ReturnCode(rawValue: 0x8000_1234), ReturnCode(rawValue: UInt.max)] {
      #expect(throws: HSMError.self) {
        try connection.withSession(couldNot: "decrypt") { (_) throws(CryptokiError) -> Int in
          throw CryptokiError(function: .C_Decrypt, code: code)
        }
      }
    }
    #expect(connection.status.state == .connected)
    #expect(connection.status.generation == 1)
  }

  /// p11-kit's server passes every call on to a process of its own, which can be stopped and killed.
  @Suite struct Remote {
    private func connect(_ server: RemoteToken) throws -> Connection {
      let connection = Connection(
        driver: server.driver, modules: LoadedModules(),
        pinProvider: { (_) throws(HSMError) in TestToken.secret(TestToken.pin) })
      try connection.connect()
      return connection
    }

    @Test func `a call that hangs makes the driver stuck, others fail at once, and it heals by itself`() throws {
      let server = try RemoteToken()
      let connection = try connect(server)
      try server.signalWorkers(SIGSTOP)
      let returned = DispatchSemaphore(value: 0)
      let thread = Thread { @Sendable in
        _ = try? connection.listObjects()
        returned.signal()
      }
      thread.start()
      try waitUntil { connection.status.state == .stuck }
      #expect(connection.status.hangingCall?.function.hasPrefix("C_") == true)
      let start = Date()
      #expect { try connection.listObjects() } throws: { ($0 as? HSMError)?.code == .stuck }
      #expect(Date().timeIntervalSince(start) < 0.5)
      try server.signalWorkers(SIGCONT)
      returned.wait()
      try waitUntil { connection.status.state == .connected }
      connection.disconnect()
    }

    @Test func `a server that dies is reconnected to when it is back, and green only then`() throws {
      let server = try RemoteToken()
      let connection = try connect(server)
      try server.stop()
      try waitUntil {
        connection.beat()
        return connection.status.state == .reconnecting
      }
      try server.start()
      try waitUntil { connection.status.state == .connected }
      #expect(connection.status.isLoggedIn)
      #expect(connection.status.generation == 2)
      connection.disconnect()
    }
  }
}
