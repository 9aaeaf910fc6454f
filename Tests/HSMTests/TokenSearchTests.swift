import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct TokenSearchTests {
  /// Makes a second token beside the first, in the same library.
  private func addToken(_ label: String, beside token: TestToken) throws {
    let module = try Module(path: token.modulePath)
    try module.initialize()
    defer { try? module.finalize() }
    let free = try #require(
      try module.slots(withToken: true).first { !(try module.tokenInfo($0).flags.contains(.CKF_TOKEN_INITIALIZED)) })
    try module.initializeToken(in: free, soPIN: TestToken.secret(TestToken.soPIN), label: label)
  }

  @Test func `of two tokens with one label neither is guessed, and the serial decides`() throws {
    let token = try TestToken()
    try addToken(token.label, beside: token)
    let ambiguous = token.connection(pin: nil)
    var remedy = ""
    #expect {
      try ambiguous.connect()
    } throws: { error in
      guard let error = error as? HSMError else { return false }
      remedy = error.remedy
      return error.code == .ambiguousToken && error.exitCode == 3
    }
    let serials = remedy.matches(of: /serial=([0-9a-f]+)/).map { String($0.output.1) }
    #expect(Set(serials).count == 2)
    for serial in serials {
      var driver = token.driver()
      driver.token = TokenSelector(label: token.label, serial: serial)
      let connection = token.connection(driver, pin: nil)
      try connection.connect()
      #expect(connection.status.token?.serial == serial)
      connection.disconnect()
    }
    ambiguous.disconnect()
  }

  @Test func `slots are listed with what they hold, and the driver's own is marked`() throws {
    let token = try TestToken()
    let connection = token.connection(pin: nil)
    try connection.connect()
    defer { connection.disconnect() }
    let slots = try connection.listSlots()
    #expect(slots.filter(\.isDriversToken).map(\.token?.label) == [token.label])
    #expect(slots.contains { $0.token?.flags.contains(.CKF_TOKEN_INITIALIZED) == false })
    let mechanisms = try connection.listMechanisms()
    #expect(mechanisms.contains { $0.type == .CKM_AES_CBC_PAD })
    #expect(mechanisms.map(\.type.rawValue) == mechanisms.map(\.type.rawValue).sorted())
    #expect(try connection.offers(.CKM_AES_CBC_PAD, for: [.CKF_ENCRYPT, .CKF_DECRYPT]))
    #expect(try !connection.offers(.CKM_AES_CBC_PAD, for: [.CKF_SIGN]))
    #expect(try !connection.offers(MechanismType(rawValue: 0x8765_4321), for: []))
  }

  @Test func `a probe tells a sound connection from one whose token or login is gone`() throws {
    let token = try TestToken()
    let connection = token.connection()
    #expect(!connection.probe(), "there is nothing to probe yet")
    try connection.connect()
    defer { connection.disconnect() }
    #expect(connection.probe())
    // Behind the connection's back, as another part of the process may.
    try connection.withSession(couldNot: "log out") { (session) throws(CryptokiError) in try session.logout() }
    #expect(!connection.probe())
    connection.beat()
    #expect(connection.status.state == .connected)
    #expect(connection.status.generation == 1, "a login is made anew without a reconnection")
    #expect(connection.probe())
    let away = token.directory.appendingPathExtension("away")
    try FileManager.default.moveItem(at: token.directory, to: away)
    #expect(!connection.probe())
    try FileManager.default.moveItem(at: away, to: token.directory)
  }

  @Test func `a typed PIN that is refused costs one try, and the right one clears the warning`() throws {
    let token = try TestToken()
    let connection = token.connection(pin: nil)
    try connection.connect()
    defer { connection.disconnect() }
    let before = connection.status.calls
    #expect { try connection.login(pin: TestToken.secret("wrong-pin")) } throws: { error in
      guard let error = error as? HSMError else { return false }
      return error.code == .pinRefused && error.exitCode == 4
    }
    // C_GetTokenInfo and C_Login.
    #expect(connection.status.calls - before == 2)
    try connection.login(pin: TestToken.secret(TestToken.pin))
    #expect(connection.status.pinFlags.isEmpty)
    #expect(connection.status.cause == nil)
  }

  @Test func `status counts the sessions, and none is left after the end`() throws {
    let token = try TestToken()
    let connection = token.connection()
    try connection.connect()
    _ = try connection.listObjects()
    // The one that keeps the login, the one that listed and now lies idle, and the one that writes.
    nonisolated(unsafe) var taken: Session?
    let counted = try connection.withSession(readWrite: true, couldNot: "count") { (session) throws(CryptokiError) in
      taken = session
      return connection.status.openSessions
    }
    #expect(counted == 3)
    #expect(connection.status.openSessions == 3)
    #expect(taken?.isGone == false)
    connection.disconnect()
    #expect(taken?.isGone == true)
    #expect(connection.status.openSessions == 0)
    #expect(connection.status.locking == nil)
  }

  @Test func `a worker that dies is replaced, and what only reads goes on`() throws {
    let server = try RemoteToken()
    try server.withSession {
      _ = try $0.generateKey(Mechanism(.CKM_AES_KEY_GEN), TestToken.template("kek", id: [1]))
    }
    let connection = Connection(
      driver: server.driver, modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in TestToken.secret(TestToken.pin) })
    try connection.connect()
    defer { connection.disconnect() }
    try server.signalWorkers(SIGKILL)
    #expect(try connection.listObjects().map(\.labelText) == ["kek"])
    #expect(connection.status.state == .connected)
    #expect(connection.status.generation == 2)
  }
}
