internal import Foundation
internal import GRDB

/// The one row that says how far the audit log is sealed: whoever cuts entries off its end has to make this row's MAC.
struct SealRow {
  let fingerprint: [UInt8]
  /// The first entry that bears a seal.
  let first: Int64
  /// The last one; nil before the first is written.
  let head: AuditHead?
  let mac: [UInt8]

  static func read(_ database: Database) throws -> SealRow? {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM seal") else { return nil }
    let head = try row.integerIfAny("sequence").map { AuditHead(sequence: $0, hash: try row.blob("hash")) }
    return SealRow(
      fingerprint: try row.blob("fingerprint"), first: try row.integer("first"), head: head, mac: try row.blob("mac"))
  }

  static func write(first: Int64, head: AuditHead?, _ seal: Seal, _ database: Database) throws {
    let mac = seal.mac(.head, try fields(first: first, head: head, database))
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO seal (only_row, fingerprint, first, sequence, hash, mac) VALUES (1, ?, ?, ?, ?, ?)
        """,
      arguments: [Data(seal.fingerprint), first, head?.sequence, head.map { Data($0.hash) }, Data(mac)])
  }

  func isMade(by seal: Seal, _ database: Database) throws -> Bool {
    seal.hasMade(mac, .head, try Self.fields(first: first, head: head, database))
  }

  private static func fields(first: Int64, head: AuditHead?, _ database: Database) throws -> [MACFields.Field] {
    [
      .bytes(try StoreQueries.storeID(database)), .number(first), .number(head?.sequence ?? 0),
      .bytes(head?.hash ?? []),
    ]
  }
}
