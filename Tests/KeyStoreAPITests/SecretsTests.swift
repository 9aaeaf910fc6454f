import Cryptoki
import Foundation
import GRDB
import HSM
import KeyStoreAPI
import SecretMemory
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct SecretsTests {
  @Test(arguments: [0, 1, 15, 16, 17, 1024, 1 << 20])
  func `a secret of any length comes back byte for byte`(length: Int) throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let put = try place.put(bytes, "it")
    #expect(put.size == length && put.revision == 1 && !put.named)
    #expect(try place.get("it") == bytes)
    // Nothing of it lies in the store's files in clear.
    if length >= 16 {
      for file in try place.fixture.files {
        let content = try Data(contentsOf: place.fixture.folder.appendingPathComponent(file))
        #expect(content.range(of: Data(bytes.prefix(16))) == nil)
      }
    }
  }

  @Test func `more than a secret may have is refused`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    #expect(code { _ = try place.put([UInt8](repeating: 1, count: Secret.largest + 1), "it") } == .refused)
    #expect(try place.store.listSecrets() == [])
  }

  @Test func `without a key nothing is kept`() throws {
    let place = try SecretPlace(default: nil)
    defer { place.connection.disconnect() }
    #expect(code { _ = try place.put([1], "it") } == .refused)
    #expect(code { try place.keyStore.mayPut(secretPath("it"), type: "password") } == .refused)
    let put = try place.put([1], "it", under: "kek")
    #expect(put.named)
    #expect(try place.get("it") == [1])
  }

  @Test func `the effective key of type and policy protects`() throws {
    let place = try SecretPlace(keys: ["kek", "payments", "passwords"])
    defer { place.connection.disconnect() }
    try place.store.addPolicy(path("Payments/Test"))
    try place.setDefault(.policy(path("Payments")), "payments")
    try place.setDefault(.type("password"), "passwords")
    func label(_ name: String, _ type: String) throws -> String {
      String(decoding: try place.put([1, 2], name, type: type).key.label, as: UTF8.self)
    }
    #expect(try label("a", "generic") == "kek")
    #expect(try label("b", "password") == "passwords")
    #expect(try label("Payments/Test/c", "password") == "payments")
    #expect(try place.get("Payments/Test/c") == [1, 2])
    #expect(try place.store.countSecrets() == 3)
    #expect(try place.store.listSecrets(SecretFilter(policy: path("Payments"))).map(\.path.name) == ["c"])
  }

  @Test func `a name is taken once, and replaced only on purpose`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    let first = try place.put([1], "it")
    #expect(code { _ = try place.put([2], "it") } == .refused)
    #expect(try place.get("it") == [1])
    let second = try place.put([2], "it", type: "generic", replacing: true)
    #expect(second.id == first.id && second.revision == 2 && second.type == "generic")
    #expect(second.createdAt == first.createdAt)
    #expect(try place.get("it") == [2])
    #expect(try place.store.listAudit().suffix(2).map(\.action) == ["put-secret", "replace-secret"])
  }

  @Test func `a secret that moves opens at its new place only`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    try place.store.addPolicy(path("A/B"))
    _ = try place.put([1, 2, 3], "it")
    _ = try place.put([4], "A/B/other")
    #expect(code { try place.keyStore.move(secretPath("it"), to: secretPath("A/B/other")) } == .refused)
    #expect(code { try place.keyStore.move(secretPath("it"), to: secretPath("Nowhere/it")) } == .notFound)
    let moved = try place.keyStore.move(secretPath("it"), to: secretPath("A/B/there"))
    #expect(moved.revision == 2)
    #expect(try place.get("A/B/there") == [1, 2, 3])
    #expect(code { _ = try place.get("it") } == .notFound)
  }

  @Test func `a secret that was deleted is gone, and the log says so`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    let secret = try place.put([1], "it")
    _ = try place.put([2], "it", replacing: true)
    #expect(code { try place.store.deleteSecret(secretPath("it"), ifUnchangedFrom: secret) } == .conflict)
    try place.store.deleteSecret(secretPath("it"), reason: "ticket 7")
    #expect(code { _ = try place.get("it") } == .notFound)
    let entry = try #require(try place.store.listAudit().last)
    #expect(entry.action == "delete-secret" && entry.reason == "ticket 7" && entry.secret == secret.id)
    #expect(entry.envelope == nil)
  }

  @Test func `who opens a secret is written down before it is shown`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([7], "it")
    let bytes = try place.keyStore.reveal(secretPath("it"), reason: "ticket 8")
    #expect(bytes.withUnsafeBytes { Array($0) } == [7])
    let event = try #require(try place.store.listEvents().last)
    #expect(event.action == "open-secret" && event.target == "it" && event.result == "done")
    try place.fixture.sql("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    #expect(code { _ = try place.keyStore.reveal(secretPath("it")) } == .storeFailed)
  }

  /// SoftHSM makes 2,000 keys in some minutes: so many only where there is time.
  @Test func `the right one of many keys of one label is found, by any process`() throws {
    let count = Soaking.rounds == 0 ? 100 : 2000
    let place = try SecretPlace(keys: [String](repeating: "same", count: count), default: nil)
    let keys = try place.connection.listObjects().filter { $0.labelText == "same" }
    let chosen = keys[count * 2 / 3]
    _ = try place.keyStore.put(
      secret([1, 2, 3]), as: secretPath("it"), type: "generic", under: ChosenKey(chosen, on: place.connection))
    place.connection.disconnect()
    let connection = place.token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    let other = KeyStore(store: place.fixture.other(), connections: [connection])
    #expect(try other.get(secretPath("it")).withUnsafeBytes { Array($0) } == [1, 2, 3])
    #expect(try other.burden(of: chosen, on: connection) == "protects 1 secret")
    #expect(try other.burden(of: keys[3], on: connection) == nil)
  }

  @Test func `a missing key and a missing login keep their own errors`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    try place.connection.logout()
    let refusal = #expect(throws: KeyStoreError.self) { try place.get("it") }
    #expect(refusal?.hsm?.code == .loginNeeded)
    place.connection.disconnect()
    try place.token.withSession { session in
      for key in try session.findObjects() { try session.destroyObject(key) }
    }
    try place.connection.connect()
    #expect(code { _ = try place.get("it") } == .notFound)
  }

  @Test func `a key that came back after a login opens again`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    try place.connection.logout()
    try place.connection.login(pin: TestToken.secret(TestToken.pin))
    #expect(try place.get("it") == [1])
    place.keyStore.forgetKeys(of: place.connection.driver.name)
    #expect(try place.get("it") == [1])
  }

  @Test func `many threads put and get at the same time`() async throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    let keyStore = place.keyStore
    try await withThrowingTaskGroup { group in
      for thread in 0..<8 {
        group.addTask {
          for number in 0..<10 {
            let path = try SecretPath(name: "secret-\(thread)-\(number)")
            let bytes = [UInt8](repeating: UInt8(thread), count: 100 + number)
            try keyStore.put(secret(bytes), as: path, type: "generic")
            let opened = try keyStore.get(path).withUnsafeBytes { Array($0) }
            #expect(opened == bytes)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try place.store.countSecrets() == 80)
    #expect(try place.store.verifyAudit() == .intact(head: place.store.auditHead()))
  }

  @Test func `initialisation vectors never repeat`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    for number in 0..<300 { _ = try place.put([1], "secret-\(number)") }
    let distinct = try DatabaseQueue(path: place.fixture.path).read {
      try Int.fetchOne($0, sql: "SELECT COUNT(DISTINCT iv) FROM secret")
    }
    #expect(distinct == 300)
  }
}
