internal import Foundation
internal import GRDB

extension Store {
  /// What hangs on each key that anything hangs on.
  public func listKeyUses() throws(KeyStoreError) -> [KeyUse] {
    try read("list what hangs on keys") { database in
      var order: [[UInt8]] = []
      var uses: [[UInt8]: KeyUse] = [:]
      func add(_ key: KeyIdentity, defaults: [Scope] = [], secrets: Int = 0) {
        let known = uses[key.fingerprint]
        if known == nil { order.append(key.fingerprint) }
        uses[key.fingerprint] = KeyUse(
          key: known?.key ?? key, defaults: (known?.defaults ?? []) + defaults, secrets: (known?.secrets ?? 0) + secrets
        )
      }
      for row in try DefaultRows.all(database) { add(row.key.identity, defaults: [row.scope]) }
      // Without any of the columns that would have to be looked up row by row: the index alone tells the counts.
      let rows = try Row.fetchAll(
        database, sql: "SELECT fingerprint, COUNT(*) AS count FROM secret GROUP BY fingerprint")
      for row in rows {
        let one = try StoreQueries.one(
          database, "SELECT \(SecretRows.listed) FROM secret WHERE fingerprint = ? LIMIT 1",
          [Data(try row.blob("fingerprint"))])
        add(try KeyIdentity(row: one), secrets: try row.count("count"))
      }
      return order.compactMap { uses[$0] }
    }
  }

  /// What hangs on the key of a fingerprint.
  public func use(of key: KeyIdentity) throws(KeyStoreError) -> KeyUse {
    try listKeyUses().first { $0.key.fingerprint == key.fingerprint } ?? KeyUse(key: key, defaults: [], secrets: 0)
  }

  /// The fingerprints of the keys of a label that anything hangs on.
  public func fingerprints(ofKeysLabelled label: String) throws(KeyStoreError) -> [[UInt8]] {
    try listKeyUses().filter { $0.key.label == Array(label.utf8) }.map(\.key.fingerprint)
  }
}
