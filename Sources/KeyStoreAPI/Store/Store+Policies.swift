internal import Foundation
internal import GRDB

extension Store {
  /// The policies, parents before their children.
  public func listPolicies() throws(KeyStoreError) -> [Policy] {
    try read("list the policies") { database in
      // Counted per policy in one pass each: a subquery per row would look up every index anew.
      try Row.fetchAll(
        database,
        sql: StoreQueries.paths + """
          SELECT path.path, coalesce(held.count, 0) AS secrets, coalesce(made.count, 0) AS defaults FROM path
            LEFT JOIN (SELECT policy, COUNT(*) AS count FROM secret GROUP BY policy) AS held ON held.policy = path.id
            LEFT JOIN (SELECT policy, COUNT(*) AS count FROM default_key WHERE policy IS NOT NULL GROUP BY policy)
              AS made ON made.policy = path.id
          """
      ).map { row in
        Policy(
          path: PolicyPath(stored: try row.text("path")), secrets: try row.count("secrets"),
          defaults: try row.count("defaults"))
      }.sorted { $0.path < $1.path }
    }
  }

  /// Makes a policy, and those above it that are missing.
  @discardableResult
  public func addPolicy(_ path: PolicyPath, reason: String? = nil) throws(KeyStoreError) -> Policy {
    let task = "add the policy \(path)"
    guard !path.isRoot else { throw KeyStoreError(.invalidName, "cannot add a policy: it has no name") }
    return try change(task) { database in
      guard try StoreQueries.policyID(path, database) == nil else {
        throw KeyStoreError(.refused, "cannot \(task): it exists already")
      }
      var parent = try StoreQueries.rootID(database)
      for name in path.components {
        parent = try StoreQueries.childID(name, of: parent, database) ?? Self.insertPolicy(name, parent, database)
      }
      return Change(
        value: Policy(path: path, secrets: 0, defaults: 0),
        entry: AuditDraft(action: "add-policy", target: path.description, reason: reason))
    }
  }

  private static func insertPolicy(_ name: String, _ parent: Data, _ database: Database) throws -> Data {
    let id = Data(StoreSchema.randomIdentifier())
    try database.execute(
      sql: "INSERT INTO policy (id, parent, name) VALUES (?, ?, ?)", arguments: [id, parent, name])
    return id
  }

  /// Removes a policy that nothing hangs on.
  public func removePolicy(_ path: PolicyPath, reason: String? = nil) throws(KeyStoreError) {
    let task = "remove the policy \(path)"
    guard !path.isRoot else { throw KeyStoreError(.refused, "cannot remove the root of the policies") }
    try change(task) { database in
      let id = try StoreQueries.requirePolicy(path, to: task, database)
      func count(_ table: String, _ column: String) throws -> Int {
        try StoreQueries.count(database, "SELECT COUNT(*) FROM \(table) WHERE \(column) = ?", [id])
      }
      try Self.refuse(
        task,
        hanging: [
          (try count("policy", "parent"), "policy below it", "policies below it"),
          (try count("secret", "policy"), "secret", "secrets"),
          (try count("default_key", "policy"), "default", "defaults"),
        ])
      try database.execute(sql: "DELETE FROM policy WHERE id = ?", arguments: [id])
      return Change(value: (), entry: AuditDraft(action: "remove-policy", target: path.description, reason: reason))
    }
  }
}

extension PolicyPath {
  /// A path that was checked when it was stored. It is not checked again: a name that was allowed once stays readable.
  init(stored text: String) {
    self.init(unchecked: text.split(separator: "/").map(String.init))
  }
}
