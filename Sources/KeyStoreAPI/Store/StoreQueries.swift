internal import Foundation
internal import GRDB

/// The questions that several operations ask of the database.
enum StoreQueries {
  /// A row that every store has.
  static func one(_ database: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> Row {
    guard let row = try Row.fetchOne(database, sql: sql, arguments: arguments) else {
      throw KeyStoreError(
        .storeCorrupt, "cannot read the store: a row is missing", remedy: "restore the store from a backup")
    }
    return row
  }

  static func count(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws -> Int {
    try Int.fetchOne(database, sql: sql, arguments: arguments) ?? 0
  }

  static func typeExists(_ name: String, _ database: Database) throws -> Bool {
    try count(database, "SELECT COUNT(*) FROM secret_type WHERE name = ?", [name]) > 0
  }

  /// The random number that was given to the store when it was made.
  static func storeID(_ database: Database) throws -> [UInt8] {
    try one(database, "SELECT store_id FROM meta").blob("store_id")
  }

  static func rootID(_ database: Database) throws -> Data {
    Data(try one(database, "SELECT id FROM policy WHERE parent IS NULL").blob("id"))
  }

  static func childID(_ name: String, of parent: Data, _ database: Database) throws -> Data? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT id FROM policy WHERE parent = ? AND name = ?", arguments: [parent, name])
    else { return nil }
    return Data(try row.blob("id"))
  }

  /// The row of a policy, found level by level; nil where a level is missing.
  static func policyID(_ path: PolicyPath, _ database: Database) throws -> Data? {
    var id = try rootID(database)
    for name in path.components {
      guard let child = try childID(name, of: id, database) else { return nil }
      id = child
    }
    return id
  }

  /// Throws where a type or policy of the scope is not in the store; answers the policy's row.
  static func requireScope(_ scope: Scope, to task: String, _ database: Database) throws -> Data? {
    if let type = scope.type { try requireType(type, to: task, database) }
    return try scope.policy.map { try requirePolicy($0, to: task, database) }
  }

  static func requireType(_ name: String, to task: String, _ database: Database) throws {
    guard try typeExists(name, database) else {
      throw KeyStoreError(
        .notFound, "cannot \(task): there is no type \(Name.printable(name))", remedy: "see the types with types list")
    }
  }

  static func requirePolicy(_ path: PolicyPath, to task: String, _ database: Database) throws -> Data {
    guard let id = try policyID(path, database) else {
      throw KeyStoreError(
        .notFound, "cannot \(task): there is no policy \(path)", remedy: "see the policies with policies list")
    }
    return id
  }

  /// The path of a policy's row, found level by level upwards.
  static func path(of id: Data, _ database: Database) throws -> PolicyPath {
    var components: [String] = []
    var next: Data? = id
    let statement = try database.cachedStatement(sql: "SELECT parent, name FROM policy WHERE id = ?")
    while let id = next {
      // More levels than can be made are a ring.
      guard components.count <= PolicyPath.deepest, let row = try Row.fetchOne(statement, arguments: [id]) else {
        throw KeyStoreError(
          .storeCorrupt, "cannot read the store: a policy has no proper place",
          remedy: "restore the store from a backup")
      }
      next = try row.blobIfAny("parent").map { Data($0) }
      if next != nil { components.append(try row.text("name")) }
    }
    return PolicyPath(unchecked: components.reversed())
  }

  /// The recursive query that gives every policy but the root its path, as `path (id, path)`.
  static let paths = """
    WITH RECURSIVE path (id, path) AS (
      SELECT policy.id, policy.name FROM policy
        JOIN policy AS root ON policy.parent = root.id WHERE root.parent IS NULL
      UNION ALL
      SELECT policy.id, path.path || '/' || policy.name FROM policy JOIN path ON policy.parent = path.id
    )
    """

  /// Texts as one argument, to be read with json_each: SQLite limits how many arguments a statement may have.
  static func list(_ texts: [String]) throws -> String {
    String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
  }
}
