import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct KeyStoreTests {
  /// A key store on a token, with keys to choose from.
  private struct Place {
    let token: TestToken
    let fixture: StoreFixture
    let connection: Connection
    let keyStore: KeyStore

    init(_ driver: ((inout DriverConfiguration) -> Void)? = nil, keys: (TestToken) throws -> Void) throws {
      token = try TestToken()
      fixture = try StoreFixture()
      try keys(token)
      var configured = token.driver()
      driver?(&configured)
      connection = token.connection(configured)
      try connection.connect()
      keyStore = KeyStore(store: fixture.store, connections: [connection])
    }

    func keys(_ label: String) throws -> [KeyObject] { try connection.listObjects().filter { $0.labelText == label } }

    func check() throws -> [CheckResult] { try keyStore.checkDefaults().map(\.check.result) }
  }

  @Test func `a key that was chosen is proved, stored and found again`() throws {
    let place = try Place { try $0.makeKey("kek") }
    defer { place.connection.disconnect() }
    let key = try #require(place.keys("kek").first)
    let row = try place.keyStore.setDefault(.global, to: key, on: place.connection)
    #expect(row.key.label == Array("kek".utf8))
    #expect(row.key.cryptogram.fingerprint.count == 32)
    #expect(try place.check() == [.proved])
    #expect(try place.fixture.store.listAudit().contains { $0.action == "set-default" })
  }

  @Test func `of many keys with one label only the chosen one is taken, whatever their order`() throws {
    let place = try Place { token in
      try token.withSession { session in
        for number in 0..<300 {
          _ = try session.generateKey(
            Mechanism(.CKM_AES_KEY_GEN),
            TestToken.template("same", id: [UInt8(number >> 8), UInt8(number & 0xFF)]))
        }
      }
    }
    defer { place.connection.disconnect() }
    let keys = try place.keys("same")
    #expect(keys.count == 300)
    let chosen = keys[177]
    try place.keyStore.setDefault(.global, to: chosen, on: place.connection)
    // Another process, another order: a new connection lists anew.
    let again = place.token.connection()
    try again.connect()
    defer { again.disconnect() }
    let store = KeyStore(store: place.fixture.other(), connections: [again])
    let check = try #require(try store.checkDefaults().first?.check)
    #expect(check.result == .proved)
    #expect(check.key?.id == chosen.id)
  }

  @Test func `what became of a key is told apart`() throws {
    let place = try Place {
      try $0.makeKey("kek", id: [1])
      try $0.makeKey("other", id: [2])
    }
    let key = try #require(place.keys("kek").first)
    try place.keyStore.setDefault(.global, to: key, on: place.connection)
    func change(_ body: (Session, ObjectHandle) throws -> Void) throws {
      place.connection.disconnect()
      try place.token.withSession { session in
        let object = try #require(try session.findObjects([.CKA_ID: .bytes([1])]).first)
        try body(session, object)
      }
      try place.connection.connect()
    }
    try change { try $0.setAttributes([.CKA_LABEL: .text("renamed")], of: $1) }
    #expect(try place.check() == [.renamed])
    try change { session, object in
      try session.destroyObject(object)
      _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), TestToken.template("kek", id: [1]))
    }
    #expect(try place.check() == [.wrongKey])
    try change { try $0.destroyObject($1) }
    #expect(try place.check() == [.missing])
    place.connection.disconnect()
    #expect(try place.check() == [.unreachable])
  }

  @Test func `a key that may not protect leaves the store as it was`() throws {
    let place = try Place { try $0.makeKey("no-encrypt", [.CKA_ENCRYPT: false]) }
    defer { place.connection.disconnect() }
    let key = try #require(place.keys("no-encrypt").first)
    #expect {
      try place.keyStore.setDefault(.global, to: key, on: place.connection)
    } throws: { error in
      guard let error = error as? KeyStoreError else { return false }
      return error.code == .refused && error.message.contains("CKA_ENCRYPT") && error.exitCode == 6
    }
    #expect(try place.fixture.store.listDefaults().isEmpty)
  }

  @Test func `a driver that is not configured for it protects nothing`() throws {
    let place = try Place({ $0.useCases = [.hardware] }, keys: { try $0.makeKey("kek") })
    defer { place.connection.disconnect() }
    let key = try #require(place.keys("kek").first)
    #expect {
      try place.keyStore.setDefault(.global, to: key, on: place.connection)
    } throws: { "\($0)".contains("not configured") }
  }

  @Test func `a reference that somebody changed proves nothing`() throws {
    let place = try Place {
      try $0.makeKey("kek", id: [1])
      try $0.makeKey("kek", id: [2])
    }
    defer { place.connection.disconnect() }
    let key = try #require(place.keys("kek").first)
    let good = try place.keyStore.prove(key, on: place.connection, for: .global)
    func result(_ change: (inout KeyReference) -> Void, scope: Scope = .global) -> CheckResult {
      var reference = good
      change(&reference)
      return place.keyStore.check(reference, for: scope).result
    }
    #expect(result { _ in } == .proved)
    #expect(result { $0.cryptogram.iv[0] ^= 1 } == .wrongKey)
    #expect(result { $0.cryptogram.cipherText[5] ^= 1 } == .wrongKey)
    #expect(result { $0.cryptogram.textHash[31] ^= 0x80 } == .wrongKey)
    #expect(result { $0.cryptogram.fingerprint[0] ^= 1 } == .wrongKey)
    #expect(result { $0.cryptogram.mac[0] ^= 1 } == .wrongKey)
    #expect(result { $0.cryptogram.mac = [] } == .wrongKey)
    #expect(result { $0.cryptogram.version = 2 } == .wrongKey)
    // Moved to another scope, it no longer speaks for it.
    #expect(result({ _ in }, scope: .type("password")) == .wrongKey)
  }

  @Test func `a scope that changed meanwhile is not overwritten`() throws {
    let place = try Place { try $0.makeKey("kek") }
    defer { place.connection.disconnect() }
    let key = try #require(place.keys("kek").first)
    let before = try place.fixture.store.state(of: .global)
    let reference = try place.keyStore.prove(key, on: place.connection, for: .global)
    try place.keyStore.setDefault(.global, to: key, on: place.connection)
    #expect {
      try place.fixture.store.setDefault(.global, to: reference, ifUnchangedFrom: before)
    } throws: { ($0 as? KeyStoreError)?.code == .conflict }
  }
}
