internal import Foundation
internal import GRDB
internal import HSM

/// The tables, and how to tell whose database a file is.
enum StoreSchema {
  /// "CLAV", in the header of every store.
  static let applicationID: Int64 = 0x434C_4156
  static let version: Int64 = 6
  /// The version of a store that is marked as one and has no tables yet.
  static let unfinished: Int64 = 0

  /// What a database file turned out to be.
  enum State: Equatable {
    case empty
    case store(version: Int64)
    case foreign
  }

  static func state(_ database: Database) throws -> State {
    let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if application == applicationID { return .store(version: version) }
    let objects = try Int64.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
    return application == 0 && version == 0 && objects == 0 ? .empty : .foreign
  }

  /// Brings a database to the present tables.
  ///
  /// Two processes that open a new store together both begin; each migration is one transaction, so the slower one
  /// fails as a whole, and then finds the work done.
  static func migrate(_ queue: DatabaseQueue) throws {
    for _ in migrator.migrations {
      do { return try migrator.migrate(queue) } catch {
        guard try !queue.read(migrator.hasCompletedMigrations) else { return }
        guard (error as? DatabaseError)?.resultCode != .SQLITE_BUSY else { throw error }
      }
    }
    try migrator.migrate(queue)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1", migrate: makeFirstTables)
    migrator.registerMigration("2") { database in
      try database.execute(sql: StoreTables.second)
      try database.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("3") { database in
      try database.execute(sql: StoreTables.logins)
      try database.execute(sql: "PRAGMA user_version = 3")
    }
    migrator.registerMigration("4") { database in
      try database.execute(sql: StoreTables.connectionEvents)
      try database.execute(sql: "PRAGMA user_version = 4")
    }
    migrator.registerMigration("5") { database in
      try database.execute(sql: StoreTables.trials)
      try database.execute(sql: "PRAGMA user_version = 5")
    }
    migrator.registerMigration("6") { database in
      try database.execute(sql: StoreTables.seal)
      try database.execute(sql: "PRAGMA user_version = 6")
    }
    return migrator
  }

  private static func makeFirstTables(_ database: Database) throws {
    try database.execute(sql: StoreTables.first)
    try database.execute(
      sql: "INSERT INTO meta (only_row, store_id) VALUES (1, ?)", arguments: [Data(randomIdentifier())])
    try database.execute(
      sql: "INSERT INTO policy (id, parent, name) VALUES (?, NULL, '')", arguments: [Data(randomIdentifier())])
    for name in SecretType.builtInNames {
      try database.execute(sql: "INSERT INTO secret_type (name, built_in) VALUES (?, 1)", arguments: [name])
    }
    try database.execute(sql: "PRAGMA user_version = 1")
  }

  /// 128 random bits: no two stores, policies or secrets have the same, wherever they are made.
  static func randomIdentifier() -> [UInt8] { randomBytes(16) }
}
