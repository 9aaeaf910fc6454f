import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// What stands between a connection and green: the keys must be there, and the same.
@Suite(.oneDriverAtATime) struct TrackedKeysTests {
  /// Keys of these labels, proved by their check value, as it was when this was called.
  private func tracked(_ labels: [String], on connection: Connection) throws -> [TrackedKey] {
    try labels.map { label in
      let value = try connection.withSession(couldNot: "read the key") { (session) throws(CryptokiError) -> [UInt8] in
        let handle = try session.findObjects([.CKA_LABEL: .text(label)])[0]
        return try AttributeReader([.CKA_CHECK_VALUE]).read(handle, in: session).bytes(.CKA_CHECK_VALUE) ?? []
      }
      return TrackedKey(
        name: label, label: Array(label.utf8), keyType: KeyType.CKK_AES.rawValue, id: [1]
      ) { (handle, session) throws(CryptokiError) in
        try AttributeReader([.CKA_CHECK_VALUE]).read(handle, in: session).bytes(.CKA_CHECK_VALUE) == value
      }
    }
  }

  private func connected(_ token: TestToken, keys labels: [String]) throws -> Connection {
    for label in labels { try token.makeKey(label) }
    let connection = token.connection()
    try connection.connect()
    let keys = try tracked(labels, on: connection)
    connection.track { _ in keys }
    #expect(connection.status.state == .connected)
    return connection
  }

  /// Does something to the token as another administrator would, through the same library's files.
  private func elsewhere(_ connection: Connection, _ body: (Session) throws(CryptokiError) -> Void) throws {
    try connection.withSession(readWrite: true, couldNot: "change the token", body)
  }

  private func destroy(_ label: String, in session: Session) throws(CryptokiError) {
    for handle in try session.findObjects([.CKA_LABEL: .text(label)]) { try session.destroyObject(handle) }
  }

  private func lose(_ token: TestToken, _ connection: Connection) throws {
    let away = token.directory.appendingPathExtension("away")
    let generation = connection.status.generation
    try FileManager.default.moveItem(at: token.directory, to: away)
    connection.beat()
    try waitUntil { connection.status.state == .reconnecting }
    try FileManager.default.moveItem(at: away, to: token.directory)
    try waitUntil { connection.status.generation > generation }
  }

  @Test func `keys that are there and the same after a reconnection make it green`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek", "other"])
    defer { connection.disconnect() }
    try lose(token, connection)
    try waitUntil { connection.status.state == .connected }
  }

  @Test func `a deleted key is missed at the next beat, and named`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek", "other"])
    defer { connection.disconnect() }
    try elsewhere(connection) { (session) throws(CryptokiError) in try destroy("kek", in: session) }
    connection.beat()
    #expect(connection.status.state == .failed)
    #expect(connection.status.cause?.words == "token test no longer has key kek")
    #expect(try connection.listObjects().map(\.labelText) == ["other"], "what is left can still be listed")
  }

  @Test func `a key made anew under the same label is told from the one that was lost`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek", "other"])
    defer { connection.disconnect() }
    try elsewhere(connection) { (session) throws(CryptokiError) in
      try destroy("kek", in: session)
      _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), TestToken.template("kek", id: [1]))
    }
    connection.beat()
    #expect(connection.status.state == .failed)
    #expect(connection.status.cause?.words.contains("another key under the label of kek") == true)
  }

  @Test func `a token that was emptied is told from one that lost a key`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek", "other"])
    defer { connection.disconnect() }
    try elsewhere(connection) { (session) throws(CryptokiError) in
      try destroy("kek", in: session)
      try destroy("other", in: session)
    }
    connection.beat()
    #expect(connection.status.cause?.words.contains("none of the 2 keys") == true)
  }

  @Test func `a key that comes back makes it green again without a reconnection`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek"])
    defer { connection.disconnect() }
    try elsewhere(connection) { (session) throws(CryptokiError) in
      let key = try session.findObjects([.CKA_LABEL: .text("kek")])[0]
      try session.setAttributes([.CKA_LABEL: .text("hidden")], of: key)
    }
    connection.proveAnew()
    #expect(connection.status.state == .failed)
    try elsewhere(connection) { (session) throws(CryptokiError) in
      let key = try session.findObjects([.CKA_LABEL: .text("hidden")])[0]
      try session.setAttributes([.CKA_LABEL: .text("kek")], of: key)
    }
    connection.retryNow()
    try waitUntil { connection.status.state == .connected }
    #expect(connection.status.generation == 1)
  }

  @Test func `a token initialised anew by somebody, with a PIN, has none of the keys`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek", "other"])
    defer { connection.disconnect() }
    let result = try run(
      URL(fileURLWithPath: "/usr/bin/softhsm2-util"),
      [
        "--init-token", "--token", token.label, "--label", token.label, "--so-pin", TestToken.soPIN, "--pin", "9999",
      ], environment: ["SOFTHSM2_CONF": token.configuration.path])
    result.expect(.exited(0))
    try waitUntil {
      connection.beat()
      return connection.status.state == .failed
    }
    #expect(connection.status.cause?.words.contains("initialised anew or emptied") == true)
  }

  @Test func `a token initialised anew by somebody, and left without a PIN, is no longer the token`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek"])
    defer { connection.disconnect() }
    let result = try run(
      URL(fileURLWithPath: "/usr/bin/pkcs11-tool"),
      [
        "--module", SoftHSMDirectory.modulePath, "--init-token", "--token-label", token.label, "--label", token.label,
        "--so-pin", TestToken.soPIN,
      ], environment: ["SOFTHSM2_CONF": token.configuration.path])
    result.expect(.exited(0))
    try waitUntil {
      connection.beat()
      return connection.status.cause?.words.contains("initialised anew by somebody") == true
    }
    #expect(connection.status.state == .reconnecting)
  }

  @Test func `another token of the same label is told by its serial`() throws {
    let token = try TestToken()
    let connection = try connected(token, keys: ["kek"])
    defer { connection.disconnect() }
    let serial = try #require(connection.status.token?.serial)
    let other = try TestToken()
    let away = token.directory.appendingPathExtension("away")
    try FileManager.default.moveItem(at: token.directory, to: away)
    connection.beat()
    try waitUntil { connection.status.state == .reconnecting }
    try FileManager.default.copyItem(at: other.directory, to: token.directory)
    try waitUntil { connection.status.cause?.words.contains("another token has taken this one's place") == true }
    #expect(connection.status.cause?.words.contains(serial) == true)
    #expect(connection.status.state == .reconnecting)
  }
}
