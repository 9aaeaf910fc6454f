internal import Foundation
internal import GRDB

extension AuditLog {
  /// What the MAC of an entry is made over: its hash covers the entry and all before it.
  static func sealFields(_ head: AuditHead, store: [UInt8]) -> [MACFields.Field] {
    [.bytes(store), .number(head.sequence), .bytes(head.hash)]
  }

  /// Throws where the log is not as this process may go on with it: what is written behind a log that was tampered with
  /// would vouch for it.
  ///
  /// - Returns: whether what follows is sealed.
  static func requireSealed(_ seal: Seal, demand: SealDemand, to task: String, _ database: Database) throws -> Bool {
    guard let row = try SealRow.read(database) else {
      guard demand == .required else { return false }
      throw KeyStoreError(
        .refused, "cannot \(task): nothing in the store is sealed yet, or the seal was taken away",
        remedy: "look at the audit log, then `claviger audit seal`")
    }
    guard row.fingerprint == seal.fingerprint else {
      guard demand == .required else { return false }
      throw KeyStoreError(
        .refused, "cannot \(task): the store is sealed with another key",
        remedy: "put `seal:` right, or begin anew with `claviger audit seal`")
    }
    guard try row.isMade(by: seal, database), try reaches(row, database) else {
      guard demand == .required else { return false }
      throw KeyStoreError(
        .storeCorrupt, "cannot \(task): the audit log is not as it was sealed",
        remedy: "`claviger audit verify` tells more; restore the store from a backup")
    }
    return true
  }

  /// Whether the log has the head that was sealed last, and behind it only what may lack a seal.
  private static func reaches(_ row: SealRow, _ database: Database) throws -> Bool {
    if let head = row.head {
      let hash = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT hash FROM audit WHERE sequence = ?"), arguments: [head.sequence]
      )?.blob("hash")
      guard hash == head.hash else { return false }
    }
    let rest = try Row.fetchAll(
      database.cachedStatement(sql: "SELECT action FROM audit WHERE sequence > ?"),
      arguments: [row.head?.sequence ?? row.first - 1])
    return try rest.allSatisfy { AuditEntry.mayLackSeal.contains(try $0.text("action")) }
  }

  /// Seals a store in which nothing was decided yet: what could be forged in it is worth nothing.
  static func sealIfNew(_ seal: Seal, _ database: Database) throws {
    guard try SealRow.read(database) == nil,
      try StoreQueries.count(
        database, "SELECT (SELECT COUNT(*) FROM secret) + (SELECT COUNT(*) FROM default_key)", []) == 0,
      try String.fetchAll(database, sql: "SELECT DISTINCT action FROM audit")
        .allSatisfy(AuditEntry.mayLackSeal.contains)
    else { return }
    try SealRow.write(first: 1, head: nil, seal, database)
  }
}

/// Follows the seals of a log while its chain is followed.
struct SealCheck {
  private let seal: Seal
  private let row: SealRow
  private let store: [UInt8]
  /// Entries behind the first sealed one that bear no seal, and may.
  private(set) var unsealed = 0
  private var last: AuditHead?

  init(_ seal: Seal, _ row: SealRow, store: [UInt8]) {
    self.seal = seal
    self.row = row
    self.store = store
  }

  var first: Int64 { row.first }

  /// What is wrong with an entry's seal; nil where nothing is.
  mutating func fault(of entry: AuditEntry, seal mac: [UInt8]?) -> String? {
    guard entry.sequence >= row.first else { return nil }
    let head = AuditHead(sequence: entry.sequence, hash: entry.hash)
    guard mac != nil else {
      unsealed += 1
      return AuditEntry.mayLackSeal.contains(entry.action) ? nil : "it bears no seal"
    }
    guard seal.hasMade(mac, .entry, AuditLog.sealFields(head, store: store)) else {
      return "its seal was not made with the sealing key"
    }
    last = head
    return nil
  }

  /// What is wrong with the end of the log; nil where it goes as far as it was sealed.
  func faultOfEnd(_ database: Database) throws -> String? {
    guard try row.isMade(by: seal, database) else { return "how far the log was sealed was changed" }
    return row.head == last ? nil : "the log was sealed up to entry \(row.head?.sequence ?? 0)"
  }
}
