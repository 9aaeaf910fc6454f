import Foundation
import GRDB
import KeyStoreAPI
import Testing

@Suite("The log of changes")
struct StoreAuditTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }

  /// Four changes, four entries.
  init() throws {
    fixture = try StoreFixture()
    try store.addPolicy(path("Payments"), reason: "ticket 12")
    try store.addType("api-token")
    try fixture.setDefault(.global, key("kek"))
    try store.clearDefault(.global, ifUnchangedFrom: store.state(of: .global))
  }

  @Test("Every change says who did what, from what to what, and why")
  func entries() throws {
    let entries = try store.listAudit()
    #expect(entries.map(\.action) == ["add-policy", "add-type", "set-default", "clear-default"])
    #expect(entries.map(\.target) == ["Payments", "api-token", "global", "global"])
    #expect(entries.map(\.reason) == ["ticket 12", nil, nil, nil])
    #expect(entries[2].from == nil)
    #expect(entries[2].to == key("kek").description)
    #expect(entries[3].from == key("kek").description)
    #expect(entries.allSatisfy { $0.who == AuditActor.current.description && $0.result == "done" })
    #expect(AuditActor.current.description.hasPrefix("uid=\(getuid()) "))
    #expect(try store.listAudit(last: 1) == [entries[3]])
  }

  @Test("A log that nobody touched is intact, up to its head")
  func intact() throws {
    let head = try #require(try store.auditHead())
    #expect(head.sequence == 4)
    #expect(try store.verifyAudit() == .intact(head: head))
    try store.addType("later")
    #expect(try store.verifyAudit(head: head) == .intact(head: store.auditHead()))
  }

  @Test("The database itself refuses to change, remove or replace an entry")
  func appendOnly() throws {
    for statement in [
      "UPDATE audit SET who = 'nobody'", "DELETE FROM audit WHERE sequence = 4",
      "INSERT OR REPLACE INTO audit (sequence, at, who, action, target, result, previous_hash, hash) SELECT 1, at, who, action, target, result, previous_hash, hash FROM audit",
    ] {
      #expect(throws: DatabaseError.self, "\(statement)") { try fixture.sql(statement) }
    }
    #expect(try store.listAudit().count == 4)
  }

  @Test(
    "Whoever gets round the database is found out: a changed entry",
    arguments: [
      "at = at + 1", "who = 'nobody'", "action = 'x'", "target = 'x'", "from_value = ''", "to_value = 'x'",
      "result = 'x'", "reason = ''", "begun = 1", "secret = x'00'", "envelope = x'00'", "encoding = 1", "encoding = 3",
    ])
  func changed(assignment: String) throws {
    try tamper("UPDATE audit SET \(assignment) WHERE sequence = 2")
    #expect(try store.verifyAudit() == .broken(sequence: 2, why: "the entry was changed"))
  }

  @Test("A removed entry is found out, also when the rest are numbered anew")
  func removed() throws {
    try tamper("DELETE FROM audit WHERE sequence = 2")
    #expect(try store.verifyAudit() == .broken(sequence: 2, why: "the entry is missing"))
    try tamper("UPDATE audit SET sequence = sequence - 1 WHERE sequence > 2")
    #expect(try store.verifyAudit() == .broken(sequence: 2, why: "it does not follow the entry before it"))
  }

  @Test("Reordered entries are found out")
  func reordered() throws {
    try tamper(
      "UPDATE audit SET sequence = 99 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3;"
        + "UPDATE audit SET sequence = 3 WHERE sequence = 99")
    #expect(try store.verifyAudit() == .broken(sequence: 2, why: "it does not follow the entry before it"))
  }

  @Test("Entries cut off the end, or all written anew, are missed by whoever kept the head")
  func cut() throws {
    let head = try store.auditHead()
    try tamper("DELETE FROM audit WHERE sequence = 4")
    #expect(try store.verifyAudit() == .intact(head: store.auditHead()))
    #expect(try store.verifyAudit(head: head) == .broken(sequence: 4, why: "the entries up to 4 are missing"))
    try store.addType("another")
    #expect(try store.verifyAudit(head: head) == .broken(sequence: 4, why: "it is not the entry that was seen before"))
  }

  @Test("Entries of another store do not fit")
  func otherStore() throws {
    try fixture.sql("UPDATE meta SET store_id = randomblob(16)")
    #expect(try store.verifyAudit() == .broken(sequence: 1, why: "the entry was changed"))
  }

  @Test("What was done elsewhere is logged in the same chain")
  func elsewhere() throws {
    try store.recordAudit(action: "delete-key", target: "kek", result: "failed", reason: "old")
    #expect(try store.listAudit().last?.result == "failed")
    #expect(try store.verifyAudit() == .intact(head: store.auditHead()))
  }

  private func tamper(_ statements: String) throws {
    try fixture.sql("DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete; \(statements)")
  }
}
