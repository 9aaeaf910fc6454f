import Foundation
import GRDB
import HSM
import KeyStoreAPI
import SecretMemory
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct StoreCheckTests {
  @Test func `a store that nobody touched is whole`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    try place.keyStore.move(secretPath("it"), to: secretPath("there"))
    _ = try place.put([2], "gone")
    try place.store.deleteSecret(secretPath("gone"))
    #expect(try place.store.check() == [])
    let head = try #require(try place.store.auditHead())
    #expect(try place.store.check(head: head.hash) == [])
    #expect(try place.store.check(head: [UInt8](repeating: 1, count: 32)).map(\.kind) == [.audit])
  }

  @Test func `an older envelope that was put back whole is found, though it opens`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    try place.fixture.sql("CREATE TABLE kept AS SELECT * FROM secret")
    _ = try place.put([2], "it", replacing: true)
    try place.fixture.sql("DELETE FROM secret; INSERT INTO secret SELECT * FROM kept; DROP TABLE kept")
    #expect(try place.get("it") == [1])
    let findings = try place.store.check()
    #expect(findings.map(\.kind) == [.envelope])
    #expect(findings.first?.words == "secret it: its envelope is not the last one that was put there")
  }

  @Test func `a secret that is missing, and one that nobody put, are found`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    _ = try place.put([2], "other")
    try place.fixture.sql("DELETE FROM secret WHERE name = 'it'")
    #expect(try place.store.check().map(\.kind) == [.missing])
    try place.fixture.addSecret("planted", type: "password", under: key("kek"))
    #expect(Set(try place.store.check().map(\.kind)) == [.missing, .envelope])
  }

  @Test func `a backup opens elsewhere, under the same keys`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1, 2, 3], "it")
    let other = try StoreFixture()
    let file = other.folder.appendingPathComponent("backup.db").path
    try place.store.backup(to: file)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(code { try place.store.backup(to: file) } == .refused)
    // What was changed since is gone with the restoring; a store that was not there is made.
    try other.store.restore(from: file, reason: "the disk broke")
    let keyStore = KeyStore(store: other.store, connections: [place.connection])
    #expect(try keyStore.get(secretPath("it")).withUnsafeBytes { Array($0) } == [1, 2, 3])
    #expect(try other.store.listAudit().last?.action == "restore-store")
    #expect(try other.store.check() == [])
    #expect(try other.files.contains { $0.contains("unfinished") } == false)
  }

  @Test func `a damaged backup is not restored, and what was there stays`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    let file = place.fixture.folder.appendingPathComponent("backup.db").path
    try place.store.backup(to: file)
    try DatabaseQueue(path: file).write { try $0.execute(sql: "DELETE FROM secret") }
    #expect(code { try place.store.restore(from: file) } == .storeCorrupt)
    #expect(code { try place.store.restore(from: place.fixture.folder.path + "/none.db") } == .notFound)
    #expect(try place.get("it") == [1])
  }
}
