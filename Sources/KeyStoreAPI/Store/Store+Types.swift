internal import GRDB

extension Store {
  /// The secret types, by name.
  public func listTypes() throws(KeyStoreError) -> [SecretType] {
    try read("list the types") { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT name, built_in, (SELECT COUNT(*) FROM secret WHERE secret.type = secret_type.name) AS secrets
          FROM secret_type ORDER BY name
          """
      ).map { row in
        SecretType(
          name: try row.text("name"), builtIn: try row.integer("built_in") != 0, secrets: try row.count("secrets"))
      }
    }
  }

  @discardableResult
  public func addType(_ name: String, reason: String? = nil) throws(KeyStoreError) -> SecretType {
    let name = try Name.checked(name, "type")
    return try change("add the type \(name)") { database in
      guard try !StoreQueries.typeExists(name, database) else {
        throw KeyStoreError(.refused, "cannot add the type \(name): it exists already")
      }
      try database.execute(sql: "INSERT INTO secret_type (name, built_in) VALUES (?, 0)", arguments: [name])
      return Change(
        value: SecretType(name: name, builtIn: false, secrets: 0),
        entry: AuditDraft(action: "add-type", target: name, reason: reason))
    }
  }

  /// Removes a type that nothing hangs on.
  public func removeType(_ name: String, reason: String? = nil) throws(KeyStoreError) {
    let task = "remove the type \(Name.printable(name))"
    try change(task) { database in
      try StoreQueries.requireType(name, to: task, database)
      let row = try StoreQueries.one(
        database,
        """
        SELECT built_in, (SELECT COUNT(*) FROM secret WHERE secret.type = secret_type.name) AS secrets,
          (SELECT COUNT(*) FROM default_key WHERE default_key.type = secret_type.name) AS defaults
        FROM secret_type WHERE name = ?
        """, [name])
      guard try row.integer("built_in") == 0 else {
        throw KeyStoreError(.refused, "cannot \(task): it is built in")
      }
      try Self.refuse(
        task,
        hanging: [
          (try row.count("secrets"), "secret", "secrets"), (try row.count("defaults"), "default", "defaults"),
        ])
      try database.execute(sql: "DELETE FROM secret_type WHERE name = ?", arguments: [name])
      return Change(value: (), entry: AuditDraft(action: "remove-type", target: name, reason: reason))
    }
  }

  /// Throws where anything hangs on what is to be removed, naming it.
  static func refuse(_ task: String, hanging: [(count: Int, one: String, many: String)]) throws(KeyStoreError) {
    let holding = hanging.filter { $0.count > 0 }.map { "\($0.count) \($0.count == 1 ? $0.one : $0.many)" }
    guard !holding.isEmpty else { return }
    throw KeyStoreError(
      .refused, "cannot \(task): it still has \(holding.joined(separator: ", "))",
      remedy: "move or remove what hangs on it first")
  }
}
