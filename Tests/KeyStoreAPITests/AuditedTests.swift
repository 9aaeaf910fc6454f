import GRDB
import HSM
import KeyStoreAPI
import Testing

@Suite("What happens on a token, in the log")
struct AuditedTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }

  init() throws { fixture = try StoreFixture() }

  @Test("The intent stands there before anything is done, and the outcome after")
  func intentAndOutcome() throws {
    let before = try store.audited("generate-key", "kek", to: "prod", reason: "ticket 1") { () throws(HSMError) in
      fixture.results
    }
    #expect(before == [AuditEntry.intent])
    #expect(fixture.results == [AuditEntry.intent, "done"])
    let event = try #require(try store.listEvents().last)
    #expect(event.action == "generate-key" && event.target == "kek" && event.to == "prod")
    #expect(event.result == "done" && event.reason == "ticket 1")
    #expect(try store.listEvents().count == 1)
    #expect(try store.verifyAudit() == .intact(head: store.auditHead()))
  }

  @Test("A refusal of the token is the outcome, and what the caller hears")
  func refused() throws {
    let error = #expect(throws: KeyStoreError.self) {
      try store.audited("delete-key", "kek") { () throws(HSMError) in
        throw HSMError(.failed, "key kek could not be deleted", remedy: "")
      }
    }
    #expect(error?.hsm?.code == .failed)
    #expect(try store.listEvents().map(\.result) == ["failed: key kek could not be deleted"])
  }

  @Test("A process that is killed in between leaves an outcome that is unknown")
  func killed() throws {
    _ = try store.beginAudit("delete-key", "kek")
    try store.audited("delete-key", "other") { () throws(HSMError) in }
    #expect(try fixture.other().listEvents().map(\.result) == [AuditEvent.outcomeUnknown, "done"])
  }

  @Test("Where the intent cannot be written, nothing is done")
  func noIntentNoAction() throws {
    try store.addType("t")
    try fixture.sql("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    var isDone = false
    #expect(throws: KeyStoreError.self) {
      try store.audited("delete-key", "kek") { () throws(HSMError) in isDone = true }
    }
    #expect(!isDone)
  }

  @Test("What was done is not said to have failed where only its outcome could not be written")
  func outcomeNotWritten() throws {
    try store.addType("t")
    let error = #expect(throws: KeyStoreError.self) {
      try store.audited("delete-key", "kek") { () throws(HSMError) in
        // The test's own database cannot fail here.
        try? fixture.sql("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
      }
    }
    #expect(error?.message == "delete-key of kek ended (done), but the audit log could not be written")
    #expect(try store.listEvents().last?.result == AuditEvent.outcomeUnknown)
  }
}

extension StoreFixture {
  /// The results in the log, oldest first; none where it cannot be read.
  fileprivate var results: [String] { ((try? other().listAudit()) ?? []).map(\.result) }
}
