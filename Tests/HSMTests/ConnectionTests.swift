import Cryptoki
import Foundation
import HSM
import SecretMemory
import Support
import Synchronization
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct ConnectionTests {
  @Test func `a connection finds its token, logs in and says so`() throws {
    let token = try TestToken()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    let status = connection.status
    #expect(status.state == .connected)
    #expect(status.isLoggedIn)
    #expect(status.generation == 1)
    #expect(status.token?.label == token.label)
    #expect(status.locking == .callbacksAndOS)
    #expect(status.module.manufacturer == "SoftHSM")
    #expect(status.calls > 0)
  }

  @Test func `where nobody gives a PIN the public view remains`() throws {
    let token = try TestToken()
    try token.makeKey("private")
    let connection = token.connection(pin: nil)
    try connection.connect()
    defer { connection.disconnect() }
    #expect(connection.status.state == .needsLogin)
    #expect(try connection.listObjects(needsLogin: false).isEmpty)
    #expect {
      try connection.listObjects()
    } throws: { ($0 as? HSMError)?.code == .loginNeeded }
    try connection.login(pin: TestToken.secret(TestToken.pin))
    #expect(connection.status.state == .connected)
    #expect(try connection.listObjects().map(\.labelText) == ["private"])
    try connection.logout()
    #expect(connection.status.state == .needsLogin)
  }

  @Test func `a PIN that was refused is not tried again by itself`() throws {
    let token = try TestToken()
    let counter = Counter()
    let connection = Connection(
      driver: token.driver(), modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in
        counter.value.withLock { $0 += 1 }
        return TestToken.secret("wrong-pin")
      })
    try connection.connect()
    #expect(connection.status.state == .needsLogin)
    #expect(connection.status.cause?.returnName == "CKR_PIN_INCORRECT")
    #expect(connection.status.pinFlags.contains("CKF_USER_PIN_COUNT_LOW") || connection.status.pinFlags.isEmpty)
    try connection.connect()
    #expect(counter.value.withLock { $0 } == 1, "the source was asked a second time")
    connection.disconnect()
  }

  @Test func `a token that is not there is told with those that are`() throws {
    let token = try TestToken()
    var driver = token.driver()
    driver.token = TokenSelector(label: "no-such-token")
    let connection = token.connection(driver)
    #expect {
      try connection.connect()
    } throws: { error in
      guard let error = error as? HSMError else { return false }
      return error.code == .noToken && error.remedy.contains(token.label) && error.exitCode == 3
    }
    #expect(connection.status.state == .failed)
  }

  @Test func `a library that is missing is a fault of the configuration`() throws {
    var driver = try TestToken().driver()
    driver.modulePath = "/nowhere/lib.so"
    let connection = Connection(
      driver: driver, modules: LoadedModules(), pinProvider: { (_) throws(HSMError) in nil })
    #expect { try connection.connect() } throws: { ($0 as? HSMError)?.exitCode == 2 }
  }

  @Test func `a listing makes one call an object`() throws {
    let token = try TestToken()
    try token.withSession { session in
      for number in 0..<40 {
        _ = try session.generateKey(
          Mechanism(.CKM_AES_KEY_GEN), TestToken.template("key-\(number)", id: [UInt8(number)]))
      }
    }
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    _ = try connection.listObjects()
    let before = connection.status.calls
    #expect(try connection.listObjects().count == 40)
    // C_FindObjectsInit, two C_FindObjects, C_FindObjectsFinal.
    #expect(connection.status.calls - before <= 40 + 4)
  }

  @Test func `pages come before the listing ends, and can stop it`() throws {
    let token = try TestToken()
    try token.withSession { session in
      for number in 0..<20 {
        _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), TestToken.template("key", id: [UInt8(number)]))
      }
    }
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    var pages: [Int] = []
    _ = try connection.listObjects(firstPage: 4) { page, isLast in
      pages.append(page.count)
      return true
    }
    #expect(pages == [4, 8, 8])
    let stopped = try connection.listObjects(firstPage: 4) { _, _ in false }
    #expect(stopped.count == 4)
  }

  @Test func `a key is found again by all that names it, and only when it is the only one`() throws {
    let token = try TestToken()
    try token.makeKey("twin", id: [1])
    try token.makeKey("twin", id: [2])
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    let keys = try connection.listObjects()
    for key in keys {
      let stale = KeyObject(
        driver: key.driver, token: key.token, handle: 0xDEAD, generation: 0, attributes: key.attributes)
      let found = try connection.withSession(couldNot: "find") { (session) throws(CryptokiError) in
        try connection.handle(of: stale, in: session)
      }
      #expect(found.rawValue == key.handle)
    }
  }
}

/// A count that closures of other threads share.
final class Counter: Sendable {
  let value = Mutex(0)
}
