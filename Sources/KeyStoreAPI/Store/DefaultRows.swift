internal import Foundation
internal import GRDB
internal import HSM

/// The table of default keys.
enum DefaultRows {
  static func all(_ database: Database) throws -> [DefaultKey] {
    try Row.fetchAll(
      database,
      sql: StoreQueries.paths + "SELECT default_key.*, path.path FROM default_key LEFT JOIN path ON path.id = policy"
    ).map { row in
      let path = try row.textIfAny("path").map(PolicyPath.init(stored:))
      return try read(row, scope: Scope(policy: path, type: try row.textIfAny("type")))
    }
  }

  static func one(_ scope: Scope, _ database: Database) throws -> DefaultKey? {
    try keyed([scope], database)[scope]
  }

  /// The defaults among these scopes, in one query.
  static func keyed(_ scopes: [Scope], _ database: Database) throws -> [Scope: DefaultKey] {
    let byKey = Dictionary(scopes.map { ($0.storageKey, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM default_key WHERE scope IN (SELECT value FROM json_each(?))",
      arguments: [try StoreQueries.list(scopes.map(\.storageKey))])
    var found: [Scope: DefaultKey] = [:]
    for row in rows {
      guard let scope = byKey[try row.text("scope")] else { throw row.damaged("scope") }
      found[scope] = try read(row, scope: scope)
    }
    return found
  }

  static func write(_ row: DefaultKey, policy: Data?, _ database: Database) throws {
    let columns =
      ["scope", "kind", "type", "policy"] + KeyReference.columns + ["checked_result", "checked_at", "set_at"]
    let values: [(any DatabaseValueConvertible)?] =
      [row.scope.storageKey, row.scope.kind.rawValue, row.scope.type, policy] + row.key.values
      + [row.checked.result.rawValue, row.checked.at?.milliseconds, row.setAt.milliseconds]
    let places = repeatElement("?", count: columns.count).joined(separator: ", ")
    try database.execute(
      sql: "INSERT OR REPLACE INTO default_key (\(columns.joined(separator: ", "))) VALUES (\(places))",
      arguments: StatementArguments(values))
  }

  private static func read(_ row: Row, scope: Scope) throws -> DefaultKey {
    guard let result = CheckResult(rawValue: try row.text("checked_result")) else { throw row.damaged("check result") }
    return DefaultKey(
      scope: scope, key: try KeyReference(row: row),
      checked: .init(result: result, at: try row.timeIfAny("checked_at")), setAt: try row.time("set_at"),
      mac: try row.blobIfAny("seal"))
  }

  /// Whether a row's seal was made for what it says.
  static func bears(_ seal: Seal, _ row: DefaultKey, _ database: Database) throws -> Bool {
    seal.hasMade(row.mac, .defaultKey, sealFields(row, store: try StoreQueries.storeID(database)))
  }

  /// The scopes of rows that bear the seal now, before they are changed: only these keep it.
  static func sealed(
    by seal: Seal?, _ database: Database, where isConcerned: (DefaultKey) -> Bool
  ) throws -> [Scope] {
    guard let seal else { return [] }
    return try all(database).filter { try isConcerned($0) && bears(seal, $0, database) }.map(\.scope)
  }

  /// Gives the rows of scopes the seal for what they say now.
  static func seal(_ scopes: [Scope], with seal: Seal, _ database: Database) throws {
    let store = try StoreQueries.storeID(database)
    for (scope, row) in try keyed(scopes, database) {
      let mac = seal.mac(.defaultKey, sealFields(row, store: store))
      try database.execute(
        sql: "UPDATE default_key SET seal = ? WHERE scope = ?", arguments: [Data(mac), scope.storageKey])
    }
  }

  /// All of a row but what came of its last check: that changes without anybody's deciding it.
  private static func sealFields(_ row: DefaultKey, store: [UInt8]) -> [MACFields.Field] {
    let (key, cryptogram) = (row.key, row.key.cryptogram)
    let texts = [row.scope.storageKey, key.token.label, key.token.serial, key.token.manufacturer, key.token.model]
    return [.bytes(store), .number(row.setAt.milliseconds)] + texts.map { .bytes(Array($0.utf8)) } + [
      .bytes(key.label), .number(Int64(Int(bitPattern: key.keyType))), .bytes(key.id),
      .number(Int64(cryptogram.version)), .bytes(cryptogram.iv), .bytes(cryptogram.cipherText),
      .bytes(cryptogram.textHash), .bytes(cryptogram.fingerprint), .bytes(cryptogram.mac),
    ]
  }
}
