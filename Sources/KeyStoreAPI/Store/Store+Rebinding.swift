internal import Foundation
internal import GRDB
public import HSM

/// Everything that refers to one token.
struct TokenReferences: Sendable {
  var defaults: [DefaultKey]
  var secrets: Int
  /// Each key once.
  var keys: [KeyIdentity]
}

extension Store {
  /// The tokens that defaults and secrets refer to.
  public func listReferredTokens() throws(KeyStoreError) -> [TokenIdentity] {
    var tokens: [TokenIdentity] = []
    for token in try listDependents().map(\.token) where !tokens.contains(token) { tokens.append(token) }
    return tokens
  }

  func references(to token: TokenIdentity, task: String) throws(KeyStoreError) -> TokenReferences {
    try read(task) { database in
      let defaults = try DefaultRows.all(database).filter { $0.key.token.isSameDevice(as: token) }
      var keys = defaults.map(\.key.identity)
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT \(KeyIdentity.columns.joined(separator: ", ")), COUNT(*) AS count FROM secret
          WHERE token_serial = ? AND token_manufacturer = ? AND token_model = ? GROUP BY fingerprint
          """, arguments: [token.serial, token.manufacturer, token.model])
      keys += try rows.map { try KeyIdentity(row: $0) }
      var seen = Set<[UInt8]>()
      return TokenReferences(
        defaults: defaults, secrets: try rows.reduce(0) { $0 + (try $1.count("count")) },
        keys: keys.filter { seen.insert($0.fingerprint).inserted })
    }
  }

  /// Writes where the keys are now, in one transaction, where every default is still the one that was proved.
  func rewrite(
    _ references: TokenReferences, to keys: [[UInt8]: KeyIdentity], from old: TokenIdentity, task: String,
    reason: String?
  ) throws(KeyStoreError) -> (defaults: Int, secrets: Int) {
    try change(task) { database, seal in
      let sealed = try DefaultRows.sealed(by: seal, database) { keys[$0.key.cryptogram.fingerprint] != nil }
      for row in references.defaults {
        guard try DefaultRows.one(row.scope, database)?.key == row.key else { throw Self.changedMeanwhile(task) }
      }
      func rewrite(_ table: String) throws -> Int {
        var count = 0
        for (fingerprint, key) in keys {
          try database.execute(
            sql: """
              UPDATE \(table) SET token_label = ?, token_serial = ?, token_manufacturer = ?, token_model = ?,
                key_label = ?, key_id = ?
              WHERE fingerprint = ? AND token_serial = ? AND token_manufacturer = ? AND token_model = ?
              """,
            arguments: [
              key.token.label, key.token.serial, key.token.manufacturer, key.token.model, Data(key.label),
              Data(key.id), Data(fingerprint), old.serial, old.manufacturer, old.model,
            ])
          count += database.changesCount
        }
        return count
      }
      let counts = (defaults: try rewrite("default_key"), secrets: try rewrite("secret"))
      // A key that came to the token's secrets meanwhile was not proved.
      let left = try StoreQueries.count(
        database,
        """
        SELECT COUNT(*) FROM secret WHERE token_serial = ? AND token_manufacturer = ? AND token_model = ?
        """, [old.serial, old.manufacturer, old.model])
      let isSame = keys.values.contains { $0.token.isSameDevice(as: old) }
      guard left == 0 || isSame else { throw Self.changedMeanwhile(task) }
      func words(_ token: TokenIdentity) -> String { Name.printable("\(token.label), serial \(token.serial)") }
      return Change(
        value: counts,
        entry: AuditDraft(
          action: "rebind-token", target: "\(counts.defaults) defaults, \(counts.secrets) secrets", from: words(old),
          to: keys.values.first.map { words($0.token) }, reason: reason), sealing: sealed)
    }
  }
}
