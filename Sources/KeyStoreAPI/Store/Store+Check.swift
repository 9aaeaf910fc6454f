internal import Foundation
internal import GRDB

/// What is wrong with a store, found by looking at all of it.
public struct StoreFinding: Sendable, Hashable, Codable {
  /// The kinds of fault.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The file's structure, or a reference to what is not there.
    case structure
    /// The audit log is not as it was written.
    case audit
    /// A secret's envelope is not the last one that the log knows: an older one was put back, or it was exchanged.
    case envelope
    /// A secret is gone, and nothing says that it was deleted.
    case missing
  }
  public let kind: Kind
  /// In one line for people.
  public let words: String
}

extension Store {
  /// Looks at everything: the file's structure, the chain of the audit log, and each envelope against its last entry.
  ///
  /// - Parameter head: the hash of an entry that was kept elsewhere; the log must still contain it.
  public func check(head: [UInt8]? = nil) throws(KeyStoreError) -> [StoreFinding] {
    try read("check the store") { database in
      try Self.structure(database) + Self.audit(head, database) + Self.envelopes(database) + Self.missing(database)
    }
  }

  private static func structure(_ database: Database) throws -> [StoreFinding] {
    let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
    let dangling = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
      "a row of \(try row.text("table")) refers to a \(try row.text("parent")) that is not there"
    }
    return (faults + dangling).map { StoreFinding(kind: .structure, words: Name.printable($0)) }
  }

  private static func audit(_ head: [UInt8]?, _ database: Database) throws -> [StoreFinding] {
    switch try AuditLog.verify(database, known: nil, containing: head) {
    case .intact: []
    case .broken(let sequence, let why):
      [StoreFinding(kind: .audit, words: "audit entry \(sequence): \(why)")]
    }
  }

  private static func envelopes(_ database: Database) throws -> [StoreFinding] {
    let store = try StoreQueries.storeID(database)
    let last = try database.makeStatement(
      sql: "SELECT envelope FROM audit WHERE secret = ? ORDER BY sequence DESC LIMIT 1")
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM secret")
    var findings: [StoreFinding] = []
    while let row = try rows.next() {
      let path = try StoreQueries.path(of: Data(try row.blob("policy")), database)
      let stored = try SecretRows.stored(row, policy: path, store: store)
      let known = try Row.fetchOne(last, arguments: [Data(stored.secret.id)])?.blobIfAny("envelope")
      guard known != stored.envelope.hash else { continue }
      let words =
        known == nil
        ? "nothing says that it was put there" : "its envelope is not the last one that was put there"
      findings.append(
        StoreFinding(kind: .envelope, words: "secret \(Name.printable(stored.secret.path.description)): \(words)"))
    }
    return findings
  }

  private static func missing(_ database: Database) throws -> [StoreFinding] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT target, sequence FROM audit AS entry
        WHERE envelope IS NOT NULL AND NOT EXISTS (SELECT 1 FROM secret WHERE id = entry.secret)
          AND NOT EXISTS (SELECT 1 FROM audit AS later WHERE later.secret = entry.secret AND later.sequence > entry.sequence)
        """
    ).map { row in
      StoreFinding(
        kind: .missing,
        words:
          "secret \(Name.printable(try row.text("target"))), last seen in audit entry \(try row.integer("sequence")), is gone"
      )
    }
  }
}
