import Foundation
import GRDB
import Support
import Testing

@testable import KeyStoreAPI

@Suite("Several at one store")
struct StoreProcessesTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }

  init() throws { fixture = try StoreFixture() }

  @Test("What one handle changes, another sees, and its data version tells that there is something to see")
  func twoHandles() throws {
    try store.addPolicy(path("Payments"))
    let other = fixture.other()
    let version = try other.dataVersion()
    try other.addPolicy(path("HR"))
    #expect(try other.dataVersion() == version)
    try store.addPolicy(path("IT"))
    #expect(try other.dataVersion() != version)
    #expect(try other.listPolicies().map(\.path.description) == ["HR", "IT", "Payments"])
  }

  @Test("Of two who decide on the same state of a scope, one is told to look again")
  func race() throws {
    try store.addType("t")
    let asRead = try store.state(of: .global)
    let other = fixture.other()
    try other.setDefault(.global, to: key("theirs"), ifUnchangedFrom: other.state(of: .global))
    #expect(code { try store.setDefault(.global, to: key("mine"), ifUnchangedFrom: asRead) } == .conflict)
    #expect(try store.resolve(type: "password", policy: .root).key == key("theirs"))
  }

  @Test("Processes that start together make one store, and no change is lost")
  func processes() async throws {
    let path = fixture.path
    await withTaskGroup { group in
      for process in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
            let store = Store(location: StoreLocation(sqlite: path), access: .readWrite)
            for number in 0..<10 { try store.addType("type-\(process)-\(number)") }
          }
        }
      }
    }
    #expect(try store.listTypes().count == SecretType.builtInNames.count + 40)
    #expect(try store.auditHead()?.sequence == 40)
    #expect(try store.verifyAudit() == .intact(head: store.auditHead()))
  }

  @Test("Threads on one handle and on many lose no change either")
  func threads() async throws {
    try await withThrowingTaskGroup { group in
      for thread in 0..<8 {
        group.addTask { [store, fixture] in
          let handle = thread.isMultiple(of: 2) ? store : fixture.other()
          for number in 0..<5 { try handle.addType("type-\(thread)-\(number)") }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.verifyAudit() == .intact(head: store.auditHead()))
    #expect(try store.auditHead()?.sequence == 40)
  }

  @Test("Whoever waits too long for another writer is told so; readers do not wait")
  func locked() throws {
    try store.addType("t")
    let waiting = fixture.other(patience: .milliseconds(50))
    try DatabaseQueue(path: fixture.path).writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      let error = #expect(throws: KeyStoreError.self) { try waiting.addType("u") }
      #expect(error?.code == .storeLocked)
      #expect(error?.exitCode == 1)
      #expect(error?.message == "cannot add the type u: another process is writing to the store")
      #expect(try waiting.listTypes().contains { $0.name == "t" })
      try database.execute(sql: "ROLLBACK")
    }
    try waiting.addType("u")
  }

  @Test("A change that is interrupted leaves nothing, neither itself nor its entry")
  func interrupted() throws {
    try store.addType("t")
    struct Interruption: Error {}
    #expect(throws: KeyStoreError.self) {
      try store.change("do two things") { database -> Change<Void> in
        try database.execute(sql: "DELETE FROM secret_type WHERE name = 't'")
        throw Interruption()
      }
    }
    #expect(try store.listTypes().contains { $0.name == "t" })
    #expect(try store.listAudit().count == 1)
  }

  @Test("A change whose audit entry cannot be written is not made")
  func noEntryNoChange() throws {
    try store.addType("t")
    try fixture.sql("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    #expect(code { try store.addType("u") } == .storeFailed)
    #expect(code { try store.addPolicy(path("A/B")) } == .storeFailed)
    #expect(try !store.listTypes().contains { $0.name == "u" })
    #expect(try store.listPolicies() == [])
  }

  @Test("10,000 policies and 100,000 secrets are listed and resolved without a noticeable wait")
  func size() throws {
    try store.addPolicy(path("A"))
    try fixture.sql(
      """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
      INSERT INTO policy SELECT randomblob(16), (SELECT id FROM policy WHERE name = 'A'), 'policy-' || i FROM n
      """)
    try fixture.sql(
      """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= 10)
      INSERT INTO secret
        SELECT randomblob(16), 'secret-' || i, 'password', policy.id, 'prod', '1', 'maker', 'model', x'6B', 31, x'01',
          x'01', 0, 1, 0, 0, 3, 1, 4229, x'', x'', x'' FROM n, policy LIMIT 100000
      """)
    let one = try path("A/policy-5000")
    // An unoptimised build on a busy machine, ten times that with a sanitizer; a scan of the table per row would take minutes.
    try expect(within: .seconds(3)) { try store.listPolicies().count == 10_000 }
    try expect(within: .seconds(3)) { try store.listTypes().contains { $0.secrets == 100_000 } }
    try expect(within: .seconds(3)) { try store.moves(set: .global, to: key("k")).secrets == 100_000 }
    try expect(within: .seconds(1)) { try store.resolve(type: "password", policy: one).chain.count == 6 }
    try expect(within: .seconds(1)) { try store.listSecrets(count: 200).count == 200 }
    try expect(within: .seconds(1)) { try store.countSecrets(SecretFilter(policy: one)) >= 9 }
    try expect(within: .seconds(1)) {
      try store.listSecrets(SecretFilter(type: "password", policy: one)).allSatisfy { $0.path.policy == one }
    }
    let last = try #require(try store.listSecrets(count: 200).last)
    try expect(within: .seconds(1)) { try store.listSecrets(after: last, count: 200).count == 200 }
  }

  private func expect(within limit: Duration, _ isTrue: () throws -> Bool, at place: SourceLocation = #_sourceLocation)
    throws
  {
    let limit = TestEnvironment.hasSanitizer ? limit * 10 : limit
    let start = ContinuousClock.now
    let result = try isTrue()
    let time = ContinuousClock.now - start
    #expect(result, sourceLocation: place)
    #expect(time < limit, sourceLocation: place)
  }
}
