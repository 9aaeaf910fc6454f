internal import GRDB

extension Store {
  /// Runs `body` and puts what SQLite says into our words.
  func translating<Value>(_ task: String, _ body: () throws -> Value) throws(KeyStoreError) -> Value {
    do {
      return try body()
    } catch let error as KeyStoreError {
      throw error
    } catch let error as DatabaseError {
      throw translated(error, task)
    } catch {
      throw KeyStoreError(.storeCorrupt, "cannot \(task): the store holds what no store holds", cause: "\(error)")
    }
  }

  private func translated(_ error: DatabaseError, _ task: String) -> KeyStoreError {
    // The expanded SQL of `description` could carry names of secrets into a log.
    let cause = "SQLite: \(error.message ?? "no message") (\(error.extendedResultCode.rawValue))"
    func failure(_ code: KeyStoreError.Code, _ reason: String, _ remedy: String) -> KeyStoreError {
      KeyStoreError(code, "cannot \(task): \(reason)", remedy: remedy, cause: cause)
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return failure(.storeLocked, "another process is writing to the store", "try again when it has finished")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return failure(.storeCorrupt, "the store \(location.path) is damaged or no store", "restore it from a backup")
    case .SQLITE_FULL:
      return failure(.storeFailed, "the disk is full", "make room, then try again")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      return failure(
        .storeFailed, "the store \(location.path) cannot be written or opened", "check the path and its permissions")
    default:
      return failure(.storeFailed, "the store \(location.path) failed", "look at the cause")
    }
  }
}
