internal import GRDB

extension Store {
  /// Which key protects secrets of this type in this policy, with every scope that has a say.
  ///
  /// A key named with a secret goes before all of it.
  public func resolve(type: String, policy: PolicyPath) throws(KeyStoreError) -> Resolution {
    let task = "find the key for \(Scope(policy: policy, type: type))"
    return try read(task) { database in
      try StoreQueries.requireType(type, to: task, database)
      _ = try StoreQueries.requirePolicy(policy, to: task, database)
      return try Self.resolution(type: type, policy: policy, database)
    }
  }

  static func resolution(type: String, policy: PolicyPath, _ database: Database) throws -> Resolution {
    let scopes = Scope.chain(type: type, policy: policy)
    let set = try DefaultRows.keyed(scopes, database)
    return Resolution(
      type: type, policy: policy, chain: scopes.map { Resolution.Link(scope: $0, key: set[$0]?.key) })
  }
}
