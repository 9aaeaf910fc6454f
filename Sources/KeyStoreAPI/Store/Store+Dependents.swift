internal import Foundation
internal import GRDB
internal import HSM

extension Store {
  /// What hangs on each key that a default or a secret refers to.
  public func listDependents() throws(KeyStoreError) -> [KeyDependents] {
    try read("count what hangs on the keys") { database in
      var groups: [Referred: (scopes: [Scope], secrets: Int)] = [:]
      for row in try DefaultRows.all(database) {
        groups[Referred(row.key), default: ([], 0)].scopes.append(row.scope)
      }
      let counted = try Row.fetchAll(
        database,
        sql: """
          SELECT token_label, token_serial, token_manufacturer, token_model, key_label, key_type, key_id, fingerprint,
            COUNT(*) AS secrets
          FROM secret
          GROUP BY fingerprint, token_serial, token_manufacturer, token_model, key_label, key_type, key_id
          """)
      for row in counted { groups[try Referred(row), default: ([], 0)].secrets += try row.count("secrets") }
      return groups.map { key, held in
        KeyDependents(
          token: key.token, label: key.label, keyType: key.keyType, id: key.id, fingerprint: key.fingerprint,
          scopes: held.scopes.sorted { $0.description < $1.description }, secrets: held.secrets)
      }.sorted { $0.label.lexicographicallyPrecedes($1.label) }
    }
  }
}

/// A key as references name it.
private struct Referred: Hashable {
  let token: TokenIdentity
  let label: [UInt8]
  let keyType: UInt
  let id: [UInt8]
  let fingerprint: [UInt8]

  init(_ key: KeyReference) {
    token = key.token
    label = key.label
    keyType = key.keyType
    id = key.id
    fingerprint = key.cryptogram.fingerprint
  }

  init(_ row: Row) throws {
    token = TokenIdentity(
      label: try row.text("token_label"), serial: try row.text("token_serial"),
      manufacturer: try row.text("token_manufacturer"), model: try row.text("token_model"))
    label = try row.blob("key_label")
    keyType = UInt(bitPattern: Int(try row.integer("key_type")))
    id = try row.blob("key_id")
    fingerprint = try row.blob("fingerprint")
  }
}
