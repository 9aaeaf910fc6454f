import Cryptoki
import Foundation
import HSM
import SecretMemory
import Support
import Testing
import TokenSupport

/// How often a PIN reaches the token: counted behind the module, whatever the program says of itself.
@Suite(.oneDriverAtATime) struct PINTriesTests {
  private let rehearsal: Rehearsal
  private let folder: TemporaryDirectory

  init() throws {
    rehearsal = try Rehearsal("pin-tries 3")
    folder = try TemporaryDirectory()
    try folder.write(
      """
      drivers:
        - name: prod
          module: \(rehearsal.modulePath)
          token: pkcs11:token=\(rehearsal.token.label)
          pin: {file: pin}

      """, to: "claviger.yaml")
    try folder.write("0000\n", to: "pin")
  }

  private var environment: [String: String] {
    rehearsal.environment.merging(["HOME": folder.path]) { own, _ in own }
  }

  private func claviger(_ arguments: String...) throws -> ProgramResult {
    try run(
      BuiltProduct.url(named: "claviger"), ["--config", folder.path + "/claviger.yaml"] + arguments,
      environment: environment, timeout: .seconds(120))
  }

  private var logins: Int { get throws { try rehearsal.counts.calls(.C_Login) } }

  @Test func `twenty processes and a status loop with a wrong PIN file call C_Login once in all`() throws {
    let (file, variables) = (folder.path + "/claviger.yaml", environment)
    let processes = (0..<20).map { number in
      BackgroundWork {
        try run(
          BuiltProduct.url(named: "claviger"),
          ["--config", file] + (number.isMultiple(of: 2) ? ["keys", "list"] : ["status"]), environment: variables,
          timeout: .seconds(120))
      }
    }
    let results = try processes.map { try $0.value(timeout: .seconds(130)) }
    #expect(results.allSatisfy { $0.status == .exited(4) || $0.metHalfWrittenToken }, "\(results.map(\.stderr))")
    #expect(results.count { $0.status == .exited(4) } > 10)
    for _ in 0..<5 { try claviger("status").expect(.exited(4)) }
    #expect(try logins == 1)
  }

  @Test func `the last try is confirmed or not made, a locked PIN is not tried, and the security officer unlocks it`()
    throws
  {
    try claviger("keys", "list").expect(.exited(4))
    try folder.write("1111\n", to: "pin")
    try claviger("keys", "list").expect(.exited(4))
    #expect(try logins == 2)

    try folder.write("2222\n", to: "pin")
    let unconfirmed = try claviger("--no-input", "keys", "list")
    unconfirmed.expect(.exited(6))
    #expect(unconfirmed.stderr.contains("--confirm '\(rehearsal.token.label)'"))
    try claviger("status").expect(.exited(4), "nobody typed the PIN: the last try is not made by itself")
    #expect(try logins == 2)
    try claviger("--confirm", rehearsal.token.label, "keys", "list").expect(.exited(4))
    #expect(try logins == 3)

    try folder.write(TestToken.pin + "\n", to: "pin")
    let locked = try claviger("--confirm", rehearsal.token.label, "keys", "list")
    locked.expect(.exited(4))
    #expect(locked.stderr.contains("locked"))
    #expect(try logins == 3)
    #expect(try claviger("tokens").stdout.contains("CKF_USER_PIN_LOCKED"))

    try folder.write(TestToken.soPIN + "\n", to: "so")
    let unlocked = try claviger(
      "token", "unlock", "--so-pin-file", folder.path + "/so", "--new-pin-file", folder.path + "/pin")
    unlocked.expect(.exited(0))
    try claviger("keys", "list").expect(.exited(0))
  }

  @Test func `one wrong PIN in a reconnection is one call of C_Login, however long the reconnection goes on`() throws {
    let connection = Connection(
      driver: rehearsal.token.driver(pin: .file(path: "x")).with(path: rehearsal.modulePath), modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in TestToken.secret("wrong") })
    try connection.connect()
    defer { connection.disconnect() }
    #expect(connection.status.state == .needsLogin)
    for generation in 2...4 {
      try lose(connection)
      try waitUntil { connection.status.generation >= generation && connection.status.state == .needsLogin }
    }
    #expect(try logins == 1)
  }

  @Test func `after a logout a reconnection logs nobody in`() throws {
    let connection = Connection(
      driver: rehearsal.token.driver(pin: .file(path: "x")).with(path: rehearsal.modulePath), modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in TestToken.secret(TestToken.pin) })
    try connection.connect()
    defer { connection.disconnect() }
    #expect(connection.status.state == .connected)
    try connection.logout()
    try lose(connection)
    try waitUntil { connection.status.generation >= 2 && connection.status.state == .needsLogin }
    #expect(try logins == 1)
    try connection.connect()
    #expect(connection.status.state == .connected, "somebody wants it again")
  }

  /// Beats until the connection met the loss: a beat finds nothing while the reconnection before it still has the gate.
  private func lose(_ connection: Connection) throws {
    try rehearsal.ordering("fail C_GetSessionInfo CKR_DEVICE_REMOVED") {
      try waitUntil {
        connection.beat()
        return connection.status.state == .reconnecting
      }
    }
  }

  @Test func `a PIN pad is only waited at where the token has one, and no PIN is passed`() throws {
    var driver = rehearsal.token.driver(pin: .protected).with(path: rehearsal.modulePath)
    driver.deadlines.call = .milliseconds(200)
    let connection = Connection(
      driver: driver, modules: LoadedModules(), pinProvider: { (_) throws(HSMError) in nil })
    try connection.connect()
    defer { connection.disconnect() }
    #expect(connection.status.state == .needsLogin)
    #expect { try connection.loginAtPINPad() } throws: { ($0 as? HSMError)?.code == .loginNeeded }
    #expect(try logins == 0)

    // SoftHSM has no pad; the module stands in for the person, who takes a while.
    try rehearsal.order("token-flags +CKF_PROTECTED_AUTHENTICATION_PATH", "delay C_Login 600ms")
    let login = BackgroundWork {
      do throws(HSMError) {
        try connection.loginAtPINPad()
        return HSMError?.none
      } catch {
        return error
      }
    }
    try waitUntil { (connection.status.secondsAtPINPad ?? 0) > 0.3 }
    #expect(connection.status.state != .stuck, "a person is waited for")
    // SoftHSM refuses a login without a PIN; what counts is that C_Login was called, once.
    #expect(try login.value()?.cause?.function == .C_Login)
    #expect(try logins == 1)
    #expect(connection.status.secondsAtPINPad == nil)
  }
}

extension DriverConfiguration {
  fileprivate func with(path: String) -> DriverConfiguration {
    var driver = self
    driver.modulePath = path
    return driver
  }
}
