internal import Foundation
internal import GRDB

extension Store {
  /// Secrets by name, without their envelopes.
  ///
  /// - Parameters:
  ///   - after: the last one of the page before.
  ///   - count: the most that are answered.
  public func listSecrets(
    _ filter: SecretFilter = SecretFilter(), after: Secret? = nil, count: Int = .max
  ) throws(KeyStoreError) -> [Secret] {
    let task = "list the secrets"
    return try read(task) { database in
      var (conditions, arguments) = try filter.conditions(to: task, database)
      if let after {
        conditions.append("(secret.name, secret.rowid) > (?, (SELECT rowid FROM secret WHERE id = ?))")
        arguments += [after.path.name, Data(after.id)]
      }
      let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT \(SecretRows.listed) FROM secret \(condition) ORDER BY secret.name, secret.rowid LIMIT ?",
        arguments: arguments + [count])
      var paths: [Data: PolicyPath] = [:]
      var secrets: [Secret] = []
      while let row = try rows.next() {
        let policy = Data(try row.blob("policy"))
        let path = try paths[policy] ?? StoreQueries.path(of: policy, database)
        paths[policy] = path
        secrets.append(try SecretRows.secret(row, policy: path))
      }
      return secrets
    }
  }

  /// How many secrets a filter lets through.
  public func countSecrets(_ filter: SecretFilter = SecretFilter()) throws(KeyStoreError) -> Int {
    let task = "count the secrets"
    return try read(task) { database in
      let (conditions, arguments) = try filter.conditions(to: task, database)
      let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
      return try StoreQueries.count(database, "SELECT COUNT(*) FROM secret \(condition)", arguments)
    }
  }

  /// All that is known of a secret but its content.
  public func secret(_ path: SecretPath) throws(KeyStoreError) -> Secret {
    try stored(path, to: "read the secret \(path)").secret
  }

  /// Removes a secret for good.
  ///
  /// - Parameter expected: where it is given, the secret must still be as it was then.
  @discardableResult
  public func deleteSecret(
    _ path: SecretPath, ifUnchangedFrom expected: Secret? = nil, reason: String? = nil
  ) throws(KeyStoreError) -> Secret {
    let task = "delete the secret \(path)"
    return try change(task) { database in
      let secret = try SecretRows.find(path, to: task, database).secret
      if let expected, expected.id != secret.id || expected.revision != secret.revision {
        throw Self.changedMeanwhile(task)
      }
      try database.execute(sql: "DELETE FROM secret WHERE id = ?", arguments: [Data(secret.id)])
      return Change(
        value: secret,
        entry: AuditDraft(
          action: "delete-secret", target: path.description, from: secret.key.description, reason: reason,
          secret: secret.id))
    }
  }

  func stored(_ path: SecretPath, to task: String) throws(KeyStoreError) -> StoredSecret {
    try read(task) { try SecretRows.find(path, to: task, $0) }
  }

  static func changedMeanwhile(_ task: String) -> KeyStoreError {
    KeyStoreError(
      .conflict, "cannot \(task): it was changed in the meantime", remedy: "look at it as it is now, then decide again")
  }
}
