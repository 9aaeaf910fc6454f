internal import CSQLite
internal import GRDB
internal import Synchronization

/// Opens the database file, making it where it may, and refuses what is no store of this program.
struct StoreOpener {
  let location: StoreLocation
  let access: StoreAccess
  let patience: Duration

  /// One opening at a time in this process. A file is made through a descriptor that is closed at once, and closing it
  /// would drop the locks of a connection that another thread had opened to the same file in between.
  private static let opening = Mutex(())

  /// Opens the store; nil where there is none yet.
  func openExisting() throws -> DatabaseQueue? {
    try Self.opening.withLock { _ in
      guard try StoreFile.exists(location) else { return nil }
      let queue = try DatabaseQueue(path: location.path, configuration: configuration)
      return try isPrepared(queue) ? queue : nil
    }
  }

  /// Opens the store, and makes it where there is none yet.
  func openOrCreate() throws -> DatabaseQueue {
    try Self.opening.withLock { _ in
      if try !StoreFile.exists(location) { try StoreFile.create(location) }
      let queue = try DatabaseQueue(path: location.path, configuration: configuration)
      if try !isPrepared(queue) { try prepare(queue) }
      return queue
    }
  }

  /// Whether the tables are there; throws where the file is no store that this version knows. Writes nothing, unless
  /// to bring an older store to the present tables.
  private func isPrepared(_ queue: DatabaseQueue) throws -> Bool {
    switch try queue.read(StoreSchema.state) {
    case .empty, .store(StoreSchema.unfinished): return false
    case .foreign: throw foreign
    case .store(StoreSchema.version): return true
    case .store(let version):
      guard version < StoreSchema.version else { throw newer(version) }
      guard access == .readWrite else { throw older(version) }
      try prepare(queue)
      return true
    }
  }

  private func prepare(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { database in
      // The mark comes first: whoever looks in between must not take a half-made store for another program's.
      try database.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
      try database.execute(sql: "PRAGMA journal_mode = WAL")
    }
    try StoreSchema.migrate(queue)
  }

  /// What a store holds that was just made, in memory.
  static func makeEmpty() throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try StoreSchema.migrate(queue)
    return queue
  }

  /// The journal mode is not among these: it is written to the file, and nothing may be written before it is known
  /// whose file it is.
  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "store"
    configuration.busyMode = .timeout(patience / .seconds(1))
    configuration.prepareDatabase { database in
      if let connection = database.sqliteConnection {
        let code = claviger_make_defensive(UnsafeMutableRawPointer(connection))
        guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      }
      // What is in the file may have been written by someone else: its schema calls no function with side effects,
      // and a damaged page is found before it is used.
      try database.execute(
        sql: """
          PRAGMA trusted_schema = OFF;
          PRAGMA cell_size_check = ON;
          PRAGMA synchronous = FULL;
          """)
    }
    return configuration
  }

  private func newer(_ version: Int64) -> KeyStoreError {
    KeyStoreError(
      .storeNewer,
      "cannot open the store \(location.path): a newer version of this program made it (format \(version), known is \(StoreSchema.version))",
      remedy: "use the newer version")
  }

  private func older(_ version: Int64) -> KeyStoreError {
    KeyStoreError(
      .storeFailed, "cannot open the store \(location.path): it has the older format \(version)",
      remedy: "open it once without --read-only")
  }

  private var foreign: KeyStoreError {
    KeyStoreError(
      .storeFailed, "cannot open the store \(location.path): it is the database of another program",
      remedy: "name another file with --store")
  }
}
