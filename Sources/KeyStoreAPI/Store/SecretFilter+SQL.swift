internal import Foundation
internal import GRDB

extension SecretFilter {
  /// The filter as SQL conditions over the table `secret`.
  ///
  /// - Throws: `KeyStoreError` where a type or policy is not in the store.
  func conditions(to task: String, _ database: Database) throws -> (sql: [String], arguments: StatementArguments) {
    var sql: [String] = []
    var arguments = StatementArguments()
    if let type {
      try StoreQueries.requireType(type, to: task, database)
      sql.append("secret.type = ?")
      arguments += [type]
    }
    if let policy, !policy.isRoot {
      let id = try StoreQueries.requirePolicy(policy, to: task, database)
      sql.append(
        """
        secret.policy IN (
          WITH RECURSIVE below (id) AS (
            SELECT ? UNION ALL SELECT policy.id FROM policy JOIN below ON policy.parent = below.id)
          SELECT id FROM below)
        """)
      arguments += [id]
    }
    if let fingerprint {
      sql.append("secret.fingerprint = ?")
      arguments += [Data(fingerprint)]
    }
    if let keyLabel {
      sql.append("secret.key_label = ?")
      arguments += [Data(keyLabel)]
    }
    if let text, !text.isEmpty {
      sql.append(#"secret.name LIKE ? ESCAPE '\'"#)
      let escaped = text.map { #"\%_"#.contains($0) ? "\\\($0)" : String($0) }.joined()
      arguments += ["%\(escaped)%"]
    }
    return (sql, arguments)
  }
}
