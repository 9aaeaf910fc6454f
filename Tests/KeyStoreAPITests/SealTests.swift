import Cryptoki
import Foundation
import GRDB
import HSM
import Testing
import TokenSupport

@testable import KeyStoreAPI

/// Someone who writes to the database, and can make every hash in it, still has not the sealing key.
@Suite(.oneDriverAtATime) struct SealTests {
  private let place: SecretPlace
  private var store: Store { place.store }

  /// A store that was sealed from the beginning, with a default, a secret and seven entries.
  init() throws {
    place = try SecretPlace(keys: ["kek", "other", "seal"], default: nil)
    place.keyStore.seal(with: try PKCS11URI("pkcs11:token=test;object=seal"))
    try place.setDefault(.global, "kek")
    _ = try place.put([1, 2, 3], "one")
    for number in 1...5 { try store.addType("type-\(number)") }
  }

  @Test func `a store that is sealed from the beginning verifies, and its defaults are used`() throws {
    #expect(try store.verifyAudit() == .intact(head: store.auditHead(), sealedFrom: 1, unsealed: 0))
    #expect(try store.listDefaults().map(\.seal) == [.sealed])
    #expect(try store.check() == [])
    #expect(try place.get("one") == [1, 2, 3])
  }

  @Test(arguments: [
    "UPDATE default_key SET token_serial = 'x'", "UPDATE default_key SET key_label = x'00'",
    "UPDATE default_key SET set_at = set_at + 1", "UPDATE default_key SET seal = NULL",
    "UPDATE default_key SET seal = zeroblob(32)",
  ])
  func `a default that was changed behind the store's back is not used until it is confirmed`(change: String) throws {
    try place.fixture.sql(change)
    #expect(try store.listDefaults().map(\.seal) == [.unconfirmed])
    let error = #expect(throws: KeyStoreError.self) { try place.put([4], "two") }
    #expect(error?.code == .refused && error?.message.contains("does not bear the store's seal") == true)
    #expect(throws: KeyStoreError.self) { try place.put([4], "one", replacing: true) }
    #expect(try store.check().contains { $0.kind == .defaultKey })
    // What it protected already opens as ever.
    #expect(try place.get("one") == [1, 2, 3])
    guard !change.contains("token_serial") else { return }
    if change.contains("key_label") {
      // The key is proved by its id, and the row says what was found to be so.
      #expect(try place.keyStore.check(#require(try store.state(of: .global).key), for: .global).result == .renamed)
    }
    #expect(try place.keyStore.confirmDefault(.global).seal == .sealed)
    _ = try place.put([4], "two")
    #expect(try place.get("two") == [4])
    #expect(try store.check() == [])
    #expect(try store.listAudit().contains { $0.action == "confirm-default" && $0.from == "not sealed" })
  }

  @Test func `a default with a key that proves itself, put in by someone who may use that key, is not used either`()
    throws
  {
    let reference = try place.keyStore.prove(place.key("other").object, on: place.connection, for: .type("password"))
    let forger = Store(location: store.location, access: .readWrite)
    try forger.setDefault(.type("password"), to: reference, ifUnchangedFrom: .unset)
    let error = #expect(throws: KeyStoreError.self) { try place.put([4], "two") }
    #expect(error?.message.contains("does not bear the store's seal") == true)
    guard case .broken(8, "it bears no seal") = try store.verifyAudit() else {
      Issue.record("the forged entry was not found: \(try store.verifyAudit())")
      return
    }
    // Nothing is written behind a log that was tampered with: it would vouch for it.
    #expect(code { try store.addType("more") } == .storeCorrupt)
  }

  @Test func `a log that is written anew with all its hashes is found`() throws {
    try rewrite { entries in entries[2] = entries[2].with(target: "nothing") }
    guard case .broken(3, "its seal was not made with the sealing key") = try store.verifyAudit() else {
      Issue.record("the rewritten log was not found: \(try store.verifyAudit())")
      return
    }
    #expect(try store.check().contains { $0.kind == .audit })
    #expect(code { try store.addType("more") } == .storeCorrupt)
  }

  @Test func `a log that is cut off and hashed anew is found, whatever is done with its seals`() throws {
    try rewrite { entries in entries.removeLast(2) }
    guard case .broken(6, "the log was sealed up to entry 7") = try store.verifyAudit() else {
      Issue.record("the cut was not found: \(try store.verifyAudit())")
      return
    }
    let head = try #require(try store.auditHead())
    try place.fixture.sql(
      "UPDATE seal SET sequence = ?, hash = ?", [head.sequence, Data(head.hash)])
    guard case .broken(6, "how far the log was sealed was changed") = try store.verifyAudit() else {
      Issue.record("the changed head was not found: \(try store.verifyAudit())")
      return
    }
    try place.fixture.sql("DELETE FROM seal")
    #expect(try store.verifyAudit() == .unsealed(head: head, why: "nothing in it is sealed"))
    #expect(code { try store.addType("more") } == .refused)
  }

  @Test func `what may be logged before a login has no seal, and is counted`() throws {
    let early = Store(location: store.location, access: .readWrite)
    early.seal(by: Sealing { () throws(KeyStoreError) in throw KeyStoreError(.notFound, "the HSM is away") })
    try early.recordAudit(action: "trust-permissions", target: "a file")
    #expect(code { try early.addType("more") } == .notFound)
    #expect(code { _ = try early.verifyAudit() } == .notFound)
    #expect(try early.listDefaults().map(\.seal) == [.notChecked])
    try store.addType("more")
    #expect(try store.verifyAudit() == .intact(head: store.auditHead(), sealedFrom: 1, unsealed: 1))
  }

  @Test func `a store from before is sealed when an administrator says so, and its defaults when he confirms them`()
    throws
  {
    let old = try SecretPlace(keys: ["kek", "seal"], default: "kek")
    _ = try old.put([1], "one")
    old.keyStore.seal(with: try PKCS11URI("pkcs11:object=seal"))
    #expect(try old.store.verifyAudit() == .unsealed(head: old.store.auditHead(), why: "nothing in it is sealed"))
    #expect(code { try old.store.addType("t") } == .refused)
    #expect(try old.store.beginSealing() == 3)
    try old.store.addType("t")
    #expect(try old.store.listDefaults().map(\.seal) == [.unconfirmed])
    #expect(code { _ = try old.put([2], "two") } == .refused)
    try old.keyStore.confirmDefault(.global)
    _ = try old.put([2], "two")
    #expect(try old.get("one") == [1] && old.get("two") == [2])
    #expect(try old.store.verifyAudit() == .intact(head: old.store.auditHead(), sealedFrom: 3, unsealed: 0))
  }

  @Test func `another sealing key is told, and begins anew where it is meant`() throws {
    let other = Store(location: store.location, access: .readWrite)
    let keyStore = KeyStore(store: other, connections: [place.connection])
    keyStore.seal(with: try PKCS11URI("pkcs11:object=other"))
    #expect(try other.verifyAudit() == .unsealed(head: other.auditHead(), why: "it is sealed with another key"))
    let error = #expect(throws: KeyStoreError.self) { try other.addType("more") }
    #expect(error?.message.contains("sealed with another key") == true)
    try other.beginSealing()
    #expect(try other.verifyAudit() == .intact(head: other.auditHead(), sealedFrom: 8, unsealed: 0))
  }

  @Test func `a renamed key's default keeps its seal, and one that lacked it does not come by it`() throws {
    _ = try place.keyStore.rename(place.key("kek").object, to: "kek-old", on: place.connection)
    #expect(try store.listDefaults().map(\.seal) == [.sealed])
    try place.fixture.sql("UPDATE default_key SET seal = NULL")
    _ = try place.keyStore.rename(place.key("kek-old").object, to: "kek-older", on: place.connection)
    #expect(try store.listDefaults().map(\.seal) == [.unconfirmed])
  }

  @Test func `a default that is taken away or put back as it was is found by the check of the store`() throws {
    let row = try DatabaseQueue(path: place.fixture.path).read {
      try Row.fetchOne($0, sql: "SELECT * FROM default_key")
    }
    let old = try #require(row)
    try place.setDefault(.global, "other")
    #expect(try store.check() == [])
    let columns = old.columnNames.joined(separator: ", ")
    let places = repeatElement("?", count: old.count).joined(separator: ", ")
    try place.fixture.sql(
      "INSERT OR REPLACE INTO default_key (\(columns)) VALUES (\(places))",
      StatementArguments(old.databaseValues))
    #expect(try store.check().map(\.words) == ["the default of global is not the one that the audit log has"])
    let error = #expect(throws: KeyStoreError.self) { try place.put([4], "two") }
    #expect(error?.message == "the default of global is an older one that was put back: the audit log has another")
    try place.fixture.sql("DELETE FROM default_key")
    #expect(
      try store.check().map(\.words) == ["the default of global is gone, and nothing says that it was cleared"])
  }

  @Test func `a default that was taken away is not passed over for the one above it`() throws {
    let scope = Scope(policy: nil, type: "type-1")
    try place.setDefault(scope, "other")
    _ = try place.put([1], "token", type: "type-1")
    try place.fixture.sql("DELETE FROM default_key WHERE type = 'type-1'")
    let error = #expect(throws: KeyStoreError.self) { try place.put([2], "two", type: "type-1") }
    #expect(error?.message == "the default of type type-1 is gone, and nothing says that it was cleared")
    let report = try place.keyStore.reprotect()
    #expect(report.moved == 0 && report.remaining.first?.reason.contains("is gone") == true)
    #expect(throws: Never.self, "others go on") { try place.put([3], "three") }

    try place.setDefault(scope, "other")
    _ = try place.put([2], "two", type: "type-1")
    _ = try store.clearDefault(scope, ifUnchangedFrom: store.state(of: scope))
    #expect(throws: Never.self, "cleared in the open") { try place.put([4], "four", type: "type-1") }
  }

  @Test func `a sealing key that is missing or out of reach is told in words`() throws {
    func message(_ uri: String) throws -> String? {
      let other = Store(location: store.location, access: .readWrite)
      KeyStore(store: other, connections: [place.connection]).seal(with: try PKCS11URI(uri))
      do throws(KeyStoreError) {
        try other.addType("more")
        return nil
      } catch {
        return error.message
      }
    }
    #expect(
      try message("pkcs11:object=none") == "the store's seal cannot be had: no AES key fits the setting seal")
    #expect(
      try message("pkcs11:token=test;type=secret-key;object=seal") == nil)
    try place.connection.logout()
    #expect(try message("pkcs11:object=seal")?.hasPrefix("the store's seal cannot be had: ") == true)
    place.connection.disconnect()
    #expect(try message("pkcs11:object=seal")?.contains("is not connected") == true)
  }

  /// Changes the log past its triggers, and makes the chain of hashes fit again.
  private func rewrite(_ change: (inout [AuditEntry]) -> Void) throws {
    var entries = try store.listAudit()
    change(&entries)
    let id = try store.identifier()
    try DatabaseQueue(path: place.fixture.path).write { database in
      try database.execute(sql: "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete")
      try database.execute(sql: "DELETE FROM audit WHERE sequence > ?", arguments: [entries.count])
      var previous = AuditLog.beginning
      for entry in entries {
        let chained = entry.with(previousHash: previous)
        previous = AuditLog.hash(chained, store: id, encoding: AuditLog.encoding)
        try database.execute(
          sql: "UPDATE audit SET target = ?, previous_hash = ?, hash = ? WHERE sequence = ?",
          arguments: [entry.target, Data(chained.previousHash), Data(previous), entry.sequence])
      }
    }
  }
}

extension AuditEntry {
  fileprivate func with(target: String? = nil, previousHash: [UInt8]? = nil) -> AuditEntry {
    AuditEntry(
      sequence: sequence, at: at, who: who, action: action, target: target ?? self.target, from: from, to: to,
      result: result, reason: reason, begun: begun, secret: secret, envelope: envelope,
      previousHash: previousHash ?? self.previousHash, hash: hash)
  }
}
