import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct KeyStoreRealKeysTests {
  @Test func `the rules hold for keys as a token makes them`() throws {
    let token = try TestToken()
    let mechanisms = withUnsafeBytes(of: MechanismType.CKM_AES_ECB.rawValue) { Array($0) }
    try token.withSession { session in
      func make(_ label: String, _ changes: Template = [:]) throws {
        _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), TestToken.template(label, id: [1], changes))
      }
      try make("sound")
      try make("sound 128", [.CKA_VALUE_LEN: .number(16)])
      try make("sound 192", [.CKA_VALUE_LEN: .number(24)])
      try make("no encryption", [.CKA_ENCRYPT: false])
      try make("no decryption", [.CKA_DECRYPT: false])
      try make("in clear", [.CKA_SENSITIVE: false])
      try make("public dated", [.CKA_PRIVATE: false, .CKA_END_DATE: .text("20200101")])
      try make("public later", [.CKA_PRIVATE: false, .CKA_START_DATE: .text("29990101")])
      try make("only ECB", [.CKA_ALLOWED_MECHANISMS: .bytes(mechanisms)])
      _ = try session.createObject([
        .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_GENERIC_SECRET), .CKA_TOKEN: true,
        .CKA_LABEL: .text("generic"), .CKA_VALUE: .bytes([UInt8](repeating: 7, count: 32)),
      ])
      _ = try session.generateKeyPair(
        Mechanism(.CKM_EC_KEY_PAIR_GEN),
        publicKey: [.CKA_TOKEN: true, .CKA_LABEL: .text("pair"), .CKA_EC_PARAMS: .bytes(Curve.p256.parameters)],
        privateKey: [.CKA_TOKEN: true, .CKA_LABEL: .text("pair"), .CKA_SENSITIVE: true])
    }
    let fixture = try StoreFixture()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    let keyStore = KeyStore(store: fixture.store, connections: [connection])
    let ground = try keyStore.ground(on: connection)
    var found: [String: Ineligibility?] = [:]
    for key in try connection.listObjects() { found[key.labelText] = key.ineligibility(on: ground) }
    let expected: [String: Ineligibility?] = [
      "sound": nil, "sound 128": nil, "sound 192": nil, "no encryption": .mayNotEncrypt,
      "no decryption": .mayNotDecrypt, "in clear": .notSensitive, "only ECB": .mechanismNotAllowed,
      "public dated": .ended(try #require(CKDate("2020-01-01"))),
      "public later": .notYetValid(try #require(CKDate("2999-01-01"))), "generic": .notAES, "pair": .notASecretKey,
    ]
    #expect(found == expected)
    for key in try connection.listObjects() {
      let scope = Scope.type("password")
      if expected[key.labelText] == .some(nil) {
        try keyStore.setDefault(scope, to: key, on: connection)
      } else {
        let before = try fixture.store.state(of: scope)
        #expect(throws: KeyStoreError.self) { try keyStore.setDefault(scope, to: key, on: connection) }
        #expect(try fixture.store.state(of: scope) == before, "\(key.labelText) left a trace")
      }
    }
  }

  @Test func `a driver that cannot reach the token does not hide another one that can`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let fixture = try StoreFixture()
    let modules = LoadedModules()
    func connection(_ name: String, pin: String?) -> Connection {
      var driver = token.driver()
      driver.name = name
      return Connection(
        driver: driver, modules: modules, pinProvider: { (_) throws(HSMError) in pin.map(TestToken.secret) })
    }
    let waiting = connection("waiting", pin: nil)
    let ready = connection("ready", pin: TestToken.pin)
    try waiting.connect()
    try ready.connect()
    defer {
      ready.disconnect()
      waiting.disconnect()
    }
    let key = try #require(try ready.listObjects().first)
    let keyStore = KeyStore(store: fixture.store, connections: [waiting, ready])
    try keyStore.setDefault(.global, to: key, on: ready)
    #expect(try keyStore.checkDefaults().map(\.check.result) == [.proved])
    ready.disconnect()
    #expect(try keyStore.checkDefaults().map(\.check.result) == [.unreachable])
  }

  @Test func `each scope is checked for itself, and a bad key stops no other`() throws {
    let token = try TestToken()
    try token.makeKey("lost", id: [1])
    try token.makeKey("kept", id: [2])
    let fixture = try StoreFixture()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    let keyStore = KeyStore(store: fixture.store, connections: [connection])
    let keys = try connection.listObjects()
    let lost = try #require(keys.first { $0.labelText == "lost" })
    let kept = try #require(keys.first { $0.labelText == "kept" })
    try keyStore.setDefault(.global, to: lost, on: connection)
    try keyStore.setDefault(.type("password"), to: kept, on: connection)
    connection.disconnect()
    try token.withSession { try $0.destroyObject(#require(try $0.findObjects([.CKA_LABEL: .text("lost")]).first)) }
    try connection.connect()
    let entries = try fixture.store.listAudit().count
    var told: [CheckResult] = []
    let results = try keyStore.checkDefaults(recording: false) { told.append($1.result) }
    #expect(results.map(\.check.result) == [.missing, .proved])
    #expect(told == [.missing, .proved])
    #expect(try fixture.store.listAudit().count == entries, "a check that must leave no trace left one")
    _ = try keyStore.checkDefaults()
    #expect(try fixture.store.listDefaults().map(\.checked.result) == [.missing, .proved])
  }
}
