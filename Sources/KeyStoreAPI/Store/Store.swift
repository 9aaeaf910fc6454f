internal import GRDB
internal import Synchronization

/// The store that processes share: secret types, policies, default keys, secrets at rest, and the log of changes.
///
/// A store that does not exist yet is read as an empty one; the first change makes it. Every change is one transaction
/// together with its audit entry.
public final class Store: Sendable {
  public let location: StoreLocation
  public let access: StoreAccess
  /// Who makes the changes of this process.
  public let actor: AuditActor
  private let patience: Duration
  private let backing = Mutex(Backing())
  private let sealer = Mutex<Sealing?>(nil)

  private struct Backing {
    /// The store's one connection: PRAGMA data_version counts the commits of all others.
    var file: DatabaseQueue?
    /// Stands in for a store that does not exist yet.
    var empty: DatabaseQueue?
  }

  /// Touches no file yet.
  ///
  /// - Parameter patience: how long to wait while another process writes.
  public init(
    location: StoreLocation, access: StoreAccess, actor: AuditActor = .current, patience: Duration = .seconds(10)
  ) {
    self.location = location
    self.access = access
    self.actor = actor
    self.patience = patience
  }

  /// Reads one consistent state of the store.
  func read<Value>(_ task: String, _ body: (Database) throws -> Value) throws(KeyStoreError) -> Value {
    try translating(task) { try queueForReading().read(body) }
  }

  /// Has audit entries and default rows sealed from now on.
  public func seal(by sealing: Sealing) { sealer.withLock { $0 = sealing } }

  /// nil where no seal is configured.
  var sealing: Sealing? { sealer.withLock { $0 } }

  /// Makes one change and its audit entry, both or neither.
  func change<Value>(
    _ task: String, seal demand: SealDemand = .required, _ body: (Database) throws -> Change<Value>
  ) throws(KeyStoreError) -> Value {
    try change(task, seal: demand) { database, _ in try body(database) }
  }

  /// The same, with the seal where one is configured.
  func change<Value>(
    _ task: String, seal demand: SealDemand = .required, _ body: (Database, Seal?) throws -> Change<Value>
  ) throws(KeyStoreError) -> Value {
    guard access == .readWrite else {
      throw KeyStoreError(
        .refused, "cannot \(task): the store is open for reading only", remedy: "leave --read-only out")
    }
    // The token is asked before the transaction: nobody waits for it who only wants to write.
    let seal = demand == .required ? try sealing?.hold() : sealing?.held
    return try translating(task) {
      try queueForWriting().write { database in
        try seal.map { try AuditLog.sealIfNew($0, database) }
        let change = try body(database, seal)
        guard !change.entries.isEmpty else { return change.value }
        let isSealed = try seal.map { try AuditLog.requireSealed($0, demand: demand, to: task, database) } ?? false
        if let seal, isSealed { try DefaultRows.seal(change.sealing, with: seal, database) }
        try AuditLog.append(change.entries, by: actor, seal: isSealed ? seal : nil, to: database)
        return change.value
      }
    }
  }

  /// Writes what is no change that somebody made, so that it has no place in the audit log. Nothing happens where there is
  /// no store yet.
  func note(_ task: String, _ body: (Database) throws -> Void) throws(KeyStoreError) {
    guard access == .readWrite else { return }
    try translating(task) {
      guard try StoreFile.exists(location) else { return }
      try queueForWriting().write(body)
    }
  }

  /// Makes a store that is missing: what is read for a change must not come from the empty one that stands in for it,
  /// whose ids are others.
  func makeIfMissing(to task: String) throws(KeyStoreError) {
    try change(task, seal: .whereHeld) { _ in Change(value: (), entry: nil) }
  }

  /// The store's file; nil where there is none yet.
  func existingQueue() throws -> DatabaseQueue? {
    _ = try queueForReading()
    return backing.withLock { $0.file }
  }

  private func queueForReading() throws -> DatabaseQueue {
    try backing.withLock { backing in
      if backing.file == nil { backing.file = try opener.openExisting() }
      if let queue = backing.file ?? backing.empty { return queue }
      let queue = try StoreOpener.makeEmpty()
      backing.empty = queue
      return queue
    }
  }

  private func queueForWriting() throws -> DatabaseQueue {
    try backing.withLock { backing in
      if let queue = backing.file { return queue }
      let queue = try opener.openOrCreate()
      backing = Backing(file: queue)
      return queue
    }
  }

  private var opener: StoreOpener { StoreOpener(location: location, access: access, patience: patience) }

  /// Changes whenever another connection has changed the store. Values of one `Store` can be compared, no others.
  public func dataVersion() throws(KeyStoreError) -> Int64 {
    try translating("look for changes of the store") {
      let queue = try queueForReading()
      guard backing.withLock({ $0.file != nil }) else { return 0 }
      return try queue.read { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }
  }

  /// The random number that was given to this store when it was made. It stands in every secret's MAC.
  public func identifier() throws(KeyStoreError) -> [UInt8] {
    try read("read the store's identity", StoreQueries.storeID)
  }
}
