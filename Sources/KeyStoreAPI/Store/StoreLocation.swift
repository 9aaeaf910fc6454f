/// Where a store lies. One kind is known: an SQLite file.
public struct StoreLocation: Sendable, Hashable {
  public let path: String

  public init(sqlite path: String) { self.path = path }

  /// The database and the files that SQLite keeps beside it.
  var files: [String] { [path, path + "-wal", path + "-shm"] }
}

/// What a process may do to a store.
public enum StoreAccess: Sendable, Hashable {
  case readWrite
  /// Changes are refused.
  case readOnly
}
