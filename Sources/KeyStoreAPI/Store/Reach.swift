internal import Foundation
internal import GRDB

/// The part of the policy tree that takes its key for some types from one policy: the policy itself and what is below it,
/// down to where another default is set.
struct Reach {
  let policy: Data
  let types: [String]

  /// How many secrets of each type are in it. Those with a key of their own take none from here.
  func secrets(_ database: Database) throws -> [String: Int] {
    let rows = try Row.fetchAll(
      database,
      sql: Self.reach + """
        SELECT secret.type, COUNT(*) AS count FROM reach
          JOIN secret ON secret.type = reach.type AND secret.policy = reach.policy AND secret.named = 0
        GROUP BY secret.type
        """, arguments: try arguments)
    return try rows.reduce(into: [:]) { counts, row in counts[try row.text("type")] = try row.count("count") }
  }

  /// How many policies are in it for any of the types; the root is none.
  func policies(_ database: Database) throws -> Int {
    try StoreQueries.count(
      database,
      Self.reach + """
        SELECT COUNT(DISTINCT reach.policy) FROM reach
          JOIN policy ON policy.id = reach.policy WHERE policy.parent IS NOT NULL
        """, try arguments)
  }

  private static let reach = """
    WITH RECURSIVE reach (policy, type) AS (
      SELECT ?, value FROM json_each(?)
      UNION ALL
      SELECT policy.id, reach.type FROM reach JOIN policy ON policy.parent = reach.policy
        WHERE NOT EXISTS (
          SELECT 1 FROM default_key WHERE default_key.policy = policy.id
            AND (default_key.type IS NULL OR default_key.type = reach.type))
    )
    """

  private var arguments: StatementArguments { get throws { [policy, try StoreQueries.list(types)] } }
}
