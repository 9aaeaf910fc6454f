internal import Foundation
internal import GRDB

extension Store {
  /// Copies the whole store into a new file, 0600, while others go on working with it.
  ///
  /// The copy is made beside its place and takes it when it is whole and on the disk.
  ///
  /// - Parameter replacing: whether a file that is there already may be replaced.
  public func backup(to file: String, replacing: Bool = false) throws(KeyStoreError) {
    let task = "back up the store to \(file)"
    try translating(task) {
      guard try existingQueue() != nil else {
        throw KeyStoreError(.notFound, "cannot \(task): there is no store \(location.path) yet")
      }
      if !replacing, FileManager.default.fileExists(atPath: file) {
        throw KeyStoreError(.refused, "cannot \(task): the file is there already", remedy: "name another file")
      }
      let unfinished = StoreLocation(sqlite: "\(file).\(getpid()).unfinished")
      defer { for path in unfinished.files { unlink(path) } }
      for path in unfinished.files { unlink(path) }
      try StoreFile.create(unfinished)
      try copy(into: unfinished)
      guard rename(unfinished.path, file) == 0 else {
        throw KeyStoreError(.storeFailed, "cannot \(task): \(String(cString: strerror(errno)))")
      }
    }
  }

  private func copy(into unfinished: StoreLocation) throws {
    let target = try DatabaseQueue(path: unfinished.path)
    try existingQueue()?.backup(to: target)
    // One file that needs no other beside it.
    try target.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
    }
    try target.close()
    let descriptor = open(unfinished.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw KeyStoreError(.storeFailed, "cannot write \(unfinished.path): \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }

  /// Takes a backup's content in the place of this store's, as one change that others see whole or not at all.
  ///
  /// The backup must be a whole store of this version or an older one. The audit log is the backup's from then on, with
  /// an entry of the restoring.
  public func restore(from file: String, reason: String? = nil) throws(KeyStoreError) {
    let task = "restore the store from \(file)"
    guard access == .readWrite else {
      throw KeyStoreError(
        .refused, "cannot \(task): the store is open for reading only", remedy: "leave --read-only out")
    }
    let source = Store(location: StoreLocation(sqlite: file), access: .readOnly, actor: actor)
    let faults = try source.requireStore(to: task).check()
    guard faults.isEmpty else {
      throw KeyStoreError(
        .storeCorrupt, "cannot \(task): \(faults[0].words)", remedy: "use another backup; `store check` tells more")
    }
    let from = try source.auditHead()?.sequence ?? 0
    try makeIfMissing(to: task)
    try translating(task) {
      guard let mine = try existingQueue(), let other = try source.existingQueue() else { return }
      try other.backup(to: mine)
      try StoreSchema.migrate(mine)
    }
    try change(task, seal: .whereHeld) { _ in
      Change(
        value: (),
        entry: AuditDraft(
          action: "restore-store", target: Name.printable(file), from: "audit entry \(from)", reason: reason))
    }
  }

  private func requireStore(to task: String) throws(KeyStoreError) -> Store {
    try translating(task) {
      guard try existingQueue() != nil else {
        throw KeyStoreError(.notFound, "cannot \(task): it is no store", remedy: "name a file that store backup made")
      }
    }
    return self
  }
}
