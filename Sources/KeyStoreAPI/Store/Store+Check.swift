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
    /// A default is not the one that the log knows, or does not bear the store's seal.
    case defaultKey = "default"
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
    let seal = try sealing?.hold()
    return try read("check the store") { database in
      try Self.structure(database) + Self.audit(head, seal, database) + Self.defaults(seal, database)
        + Self.envelopes(database) + Self.missing(database)
    }
  }

  private static func structure(_ database: Database) throws -> [StoreFinding] {
    let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
    let dangling = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
      "a row of \(try row.text("table")) refers to a \(try row.text("parent")) that is not there"
    }
    return (faults + dangling).map { StoreFinding(kind: .structure, words: Name.printable($0)) }
  }

  private static func audit(_ head: [UInt8]?, _ seal: Seal?, _ database: Database) throws -> [StoreFinding] {
    switch try AuditLog.verify(database, known: nil, containing: head, seal: seal) {
    case .intact: []
    case .unsealed(_, let why): [StoreFinding(kind: .audit, words: "the audit log: \(why)")]
    case .broken(let sequence, let why):
      [StoreFinding(kind: .audit, words: "audit entry \(sequence): \(why)")]
    }
  }

  /// The log's last word on a scope names the key by its fingerprint: a row that was put back, put in or taken out from
  /// outside does not fit it.
  private static func defaults(_ seal: Seal?, _ database: Database) throws -> [StoreFinding] {
    var known = try AuditLog.lastWords(database)
    var findings: [StoreFinding] = []
    func add(_ scope: String, _ words: String) {
      findings.append(StoreFinding(kind: .defaultKey, words: "the default of \(Name.printable(scope)) \(words)"))
    }
    for row in try DefaultRows.all(database) {
      let scope = row.scope.description
      if !row.key.isNamed(by: known.removeValue(forKey: scope).flatMap(\.self)) {
        add(scope, "is not the one that the audit log has")
      }
      if let seal, try !DefaultRows.bears(seal, row, database) { add(scope, "does not bear the store's seal") }
    }
    for (scope, key) in known.sorted(by: { $0.key < $1.key }) where key != nil {
      add(scope, "is gone, and nothing says that it was cleared")
    }
    return findings
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
