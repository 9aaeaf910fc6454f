internal import Foundation
internal import GRDB

extension Store {
  /// What setting the scope's default to `key`, or clearing it, would change. Nothing is written.
  public func moves(set scope: Scope, to key: KeyReference?) throws(KeyStoreError) -> DefaultMoves {
    let scope = scope.canonical
    let task = "foresee a change of the default of \(scope)"
    return try read(task) { database in
      let policy = try StoreQueries.requireScope(scope, to: task, database) ?? StoreQueries.rootID(database)
      let types =
        try scope.type.map { [$0] } ?? String.fetchAll(database, sql: "SELECT name FROM secret_type ORDER BY name")
      let moving = try Self.moving(types, scope, to: key, database)
      let reach = Reach(policy: policy, types: moving.map(\.type))
      let secrets = try reach.secrets(database)
      return DefaultMoves(
        moves: try Self.grouped(moving, secrets: secrets, database),
        types: moving.count, policies: moving.isEmpty ? 0 : try reach.policies(database))
    }
  }

  private struct Moving {
    let type: String
    let from: KeyReference?
    let to: KeyReference?
  }

  /// The types for which the scope decides, and whose key would change. What lies below the scope changes in the same
  /// way, since it inherits from here.
  private static func moving(
    _ types: [String], _ scope: Scope, to key: KeyReference?, _ database: Database
  ) throws -> [Moving] {
    let chains = types.map { Scope.chain(type: $0, policy: scope.policy ?? .root) }
    let set = try DefaultRows.keyed(Array(Set(chains.joined())), database)
    return zip(types, chains).compactMap { type, chain in
      let keys = chain.map { set[$0]?.key }
      guard let place = chain.firstIndex(of: scope), keys[..<place].allSatisfy({ $0 == nil }) else { return nil }
      let inherited = keys[(place + 1)...].lazy.compactMap(\.self).first
      let from = keys[place] ?? inherited
      let to = key ?? inherited
      if let from, let to, from.isSameKey(as: to) { return nil }
      return from == nil && to == nil ? nil : Moving(type: type, from: from, to: to)
    }
  }

  private static func grouped(
    _ moving: [Moving], secrets: [String: Int], _ database: Database
  ) throws -> [DefaultMoves.Move] {
    struct Pair: Hashable {
      let from, to: [UInt8]?
    }
    let groups = Dictionary(grouping: moving) {
      Pair(from: $0.from?.cryptogram.fingerprint, to: $0.to?.cryptogram.fingerprint)
    }
    return try groups.values.map { group in
      let from = group[0].from
      let onOldKey = try from.map {
        try StoreQueries.count(
          database, "SELECT COUNT(*) FROM secret WHERE fingerprint = ?", [Data($0.cryptogram.fingerprint)])
      }
      return DefaultMoves.Move(
        from: from, to: group[0].to, secrets: group.reduce(0) { $0 + secrets[$1.type, default: 0] },
        secretsOnOldKey: onOldKey ?? 0)
    }.sorted { ($0.secrets, $0.description) > ($1.secrets, $1.description) }
  }
}

extension DefaultMoves.Move: CustomStringConvertible {
  /// In words for people: "12 secrets from A to B".
  public var description: String {
    "\(secrets) secret\(secrets == 1 ? "" : "s") from \(from?.description ?? "no key") to \(to?.description ?? "no key")"
  }
}
