public import Foundation
internal import GRDB

extension Store {
  /// The defaults that are set: global, types, then policies in their order.
  public func listDefaults() throws(KeyStoreError) -> [DefaultKey] {
    let rows = try read("list the defaults") { database in
      try DefaultRows.all(database).sorted { left, right in
        (left.scope.policy ?? .root, left.scope.type ?? "") < (right.scope.policy ?? .root, right.scope.type ?? "")
      }
    }
    return try withSealStates(rows)
  }

  /// What the scope holds now: the ground on which a change is decided.
  public func state(of scope: Scope) throws(KeyStoreError) -> ScopeState {
    let task = "read the default of \(scope)"
    return try read(task) { database in
      _ = try StoreQueries.requireScope(scope.canonical, to: task, database)
      return ScopeState(key: try DefaultRows.one(scope, database)?.key)
    }
  }

  /// Sets the default of a scope to a key that was proved just now.
  ///
  /// - Parameter expected: the state that was read before the key was proved. Where the scope has changed since, nothing
  ///   is written.
  @discardableResult
  public func setDefault(
    _ scope: Scope, to key: KeyReference, ifUnchangedFrom expected: ScopeState, reason: String? = nil
  ) throws(KeyStoreError) -> DefaultKey {
    let scope = scope.canonical
    let task = "set the default of \(scope)"
    return try change(task) { database, seal in
      let policy = try StoreQueries.requireScope(scope, to: task, database)
      let before = try Self.requireUnchanged(scope, from: expected, to: task, database)
      let now = Date(milliseconds: Date().milliseconds)
      let row = DefaultKey(scope: scope, key: key, checked: .init(result: .proved, at: now), setAt: now)
      try DefaultRows.write(row, policy: policy, database)
      return Change(
        value: row.with(seal == nil ? .notConfigured : .sealed),
        entry: AuditDraft(
          action: "set-default", target: scope.description, from: before?.key.description, to: key.description,
          reason: reason), sealing: [scope])
    }
  }

  /// Clears the default of a scope; what is above it takes its place. Answers what was cleared.
  @discardableResult
  public func clearDefault(
    _ scope: Scope, ifUnchangedFrom expected: ScopeState, reason: String? = nil
  ) throws(KeyStoreError) -> DefaultKey {
    let scope = scope.canonical
    let task = "clear the default of \(scope)"
    return try change(task) { database in
      _ = try StoreQueries.requireScope(scope, to: task, database)
      guard let before = try Self.requireUnchanged(scope, from: expected, to: task, database) else {
        throw KeyStoreError(.notFound, "cannot \(task): none is set", remedy: "see the defaults with defaults list")
      }
      try database.execute(sql: "DELETE FROM default_key WHERE scope = ?", arguments: [scope.storageKey])
      return Change(
        value: before,
        entry: AuditDraft(
          action: "clear-default", target: scope.description, from: before.key.description, reason: reason))
    }
  }

  /// Remembers what became of trying a default's key.
  ///
  /// The result is dropped where the scope holds another key by now. Only a result that differs from the last one is
  /// audited: a console checks again and again.
  ///
  /// - Returns: whether the result was kept.
  @discardableResult
  public func recordCheck(
    _ scope: Scope, _ result: CheckResult, at time: Date, of checked: ScopeState, reason: String? = nil
  ) throws(KeyStoreError) -> Bool {
    try change("record the check of \(scope)", seal: .whereHeld) { database in
      guard let row = try DefaultRows.one(scope, database), row.state == checked else {
        return Change(value: false, entry: nil)
      }
      try database.execute(
        sql: "UPDATE default_key SET checked_result = ?, checked_at = ? WHERE scope = ?",
        arguments: [result.rawValue, time.milliseconds, scope.storageKey])
      guard row.checked.result != result else { return Change(value: true, entry: nil) }
      return Change(
        value: true,
        entry: AuditDraft(
          action: "check-default", target: scope.description, from: row.checked.result.rawValue, to: result.rawValue,
          reason: reason))
    }
  }

  private static func requireUnchanged(
    _ scope: Scope, from expected: ScopeState, to task: String, _ database: Database
  ) throws -> DefaultKey? {
    let row = try DefaultRows.one(scope, database)
    guard ScopeState(key: row?.key) == expected else {
      throw KeyStoreError(
        .conflict, "cannot \(task): it was changed in the meantime, and is now \(row?.key.description ?? "not set")",
        remedy: "look at the default as it is now, then decide again")
    }
    return row
  }
}
