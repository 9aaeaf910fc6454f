internal import Foundation
internal import GRDB

/// The secrets of one type in one policy, with the key that protects them now.
struct EffectiveGroup: Sendable {
  let type: String
  let policy: Data
  let path: PolicyPath
  /// Without a key where none is set.
  let effective: Resolution
}

/// Secrets that lie under one key and have another for their effective one.
struct CountedMove: Sendable {
  let from: KeyIdentity
  let to: KeyIdentity
  /// Those whose key came from a default.
  var unnamed = 0
  /// Those whose key was named with them.
  var named = 0
}

/// Secrets that are re-protected together.
struct SecretBatch: Sendable {
  var secrets: [StoredSecret] = []
  /// The row of the last one.
  var last: Int64 = 0
}

/// An envelope that takes an older one's place.
struct Replacement: Sendable {
  let before: Secret
  let after: StoredSecret
}

extension Store {
  /// What re-protection would do now.
  public func planReprotection(_ selection: Reprotection.Selection) throws(KeyStoreError) -> Reprotection.Plan {
    let counts = try countMoves(selection)
    let moves = counts.moves.compactMap { move -> Reprotection.Move? in
      let secrets = move.unnamed + (selection.evenNamed ? move.named : 0)
      return secrets > 0 ? Reprotection.Move(from: move.from, to: move.to, secrets: secrets) : nil
    }
    return Reprotection.Plan(
      moves: moves.sorted { ($0.secrets, $0.from.description) > ($1.secrets, $1.from.description) },
      named: selection.evenNamed ? 0 : counts.moves.reduce(0) { $0 + $1.named }, withoutKey: counts.withoutKey)
  }

  /// Which secrets of a selection lie under another key than their effective one, and for how many there is none.
  func countMoves(
    _ selection: Reprotection.Selection
  ) throws(KeyStoreError) -> (moves: [CountedMove], withoutKey: Int) {
    let task = "plan the re-protection"
    return try read(task) { database in
      struct Pair: Hashable { let from, to: [UInt8] }
      var moves: [Pair: CountedMove] = [:]
      var withoutKey = 0
      for group in try Self.groups(selection, to: task, database) {
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT \(KeyIdentity.columns.joined(separator: ", ")), named, COUNT(*) AS count FROM secret
            WHERE type = ? AND policy = ? GROUP BY fingerprint, named
            """, arguments: [group.type, group.policy])
        for row in rows {
          let key = try KeyIdentity(row: row)
          let (count, isNamed) = (try row.count("count"), try row.integer("named") != 0)
          guard selection.filter.fingerprint.map({ $0 == key.fingerprint }) ?? true else { continue }
          guard let effective = group.effective.key?.identity else {
            withoutKey += isNamed ? 0 : count
            continue
          }
          guard effective.fingerprint != key.fingerprint else { continue }
          let pair = Pair(from: key.fingerprint, to: effective.fingerprint)
          var move = moves[pair] ?? CountedMove(from: key, to: effective)
          if isNamed { move.named += count } else { move.unnamed += count }
          moves[pair] = move
        }
      }
      return (Array(moves.values), withoutKey)
    }
  }

  /// Types and policies that have secrets of the selection, each with its effective key.
  func groups(_ selection: Reprotection.Selection) throws(KeyStoreError) -> [EffectiveGroup] {
    let task = "find the effective keys"
    return try read(task) { try Self.groups(selection, to: task, $0) }
  }

  private static func groups(
    _ selection: Reprotection.Selection, to task: String, _ database: Database
  ) throws -> [EffectiveGroup] {
    let (conditions, arguments) = try selection.filter.conditions(to: task, database)
    let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    let rows = try Row.fetchAll(
      database, sql: "SELECT DISTINCT type, policy FROM secret \(condition)", arguments: arguments)
    return try rows.map { row in
      let policy = Data(try row.blob("policy"))
      let path = try StoreQueries.path(of: policy, database)
      let type = try row.text("type")
      return EffectiveGroup(
        type: type, policy: policy, path: path,
        effective: try resolution(type: type, policy: path, database))
    }
  }

  /// The next secrets of a group that are under another key than `fingerprint`, whole.
  ///
  /// - Parameter last: the row that the batch before ended with.
  func batch(
    of group: EffectiveGroup, named: Bool, notUnder fingerprint: [UInt8], under old: [UInt8]?, after last: Int64,
    count: Int
  ) throws(KeyStoreError) -> SecretBatch {
    try read("read the secrets that are re-protected") { database in
      let store = try StoreQueries.storeID(database)
      let rows = try Row.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT rowid, * FROM secret WHERE type = ? AND policy = ? AND named = ? AND rowid > ?
              AND fingerprint <> ? AND fingerprint = coalesce(?, fingerprint)
            ORDER BY rowid LIMIT ?
            """),
        arguments: [
          group.type, group.policy, named, last, Data(fingerprint), old.map { Data($0) }, count,
        ])
      var batch = SecretBatch()
      var bytes = 0
      while let row = try rows.next() {
        let stored = try SecretRows.stored(row, policy: group.path, store: store)
        batch.secrets.append(stored)
        batch.last = try row.integer("rowid")
        bytes += stored.envelope.cipherText.count
        // Batches stay small in memory whatever the secrets' sizes are.
        if bytes > 2 << 20 { break }
      }
      return batch
    }
  }

  /// Puts new envelopes in the place of older ones, where the row is still the one that was read, and the default still
  /// the one that was meant. One transaction, one audit entry each.
  ///
  /// - Returns: how many were replaced. The others were changed by someone else: they are looked at anew.
  func replace(
    _ replacements: [Replacement], under reference: KeyReference, scope: Scope, reason: String?
  ) throws(KeyStoreError) -> Int {
    guard !replacements.isEmpty else { return 0 }
    return try change("replace the envelopes of secrets") { database in
      guard try DefaultRows.one(scope, database)?.key == reference else { return Change(value: 0, entry: nil) }
      let to = reference.description
      var from: [[UInt8]: String] = [:]
      var entries: [AuditDraft] = []
      let columns = KeyIdentity.columns.map { "\($0) = ?" }.joined(separator: ", ")
      // A column that is not named leaves its index alone.
      let (update, updateNamed) = try (
        database.cachedStatement(sql: Self.replacing(columns)),
        database.cachedStatement(sql: Self.replacing(columns + ", named = 0"))
      )
      for replacement in replacements {
        let secret = replacement.after.secret
        let envelope = replacement.after.envelope
        try (replacement.before.named ? updateNamed : update).execute(
          arguments: StatementArguments(
            secret.key.values + [
              secret.revision, secret.protectedAt.milliseconds, envelope.version,
              Int64(Int(bitPattern: envelope.mechanism)), Data(envelope.iv), Data(envelope.mac),
              Data(envelope.cipherText), Data(secret.id), replacement.before.revision,
            ]))
        guard database.changesCount == 1 else { continue }
        let old = replacement.before.key
        let words = from[old.fingerprint] ?? old.description
        from[old.fingerprint] = words
        entries.append(
          AuditDraft(
            action: "reprotect-secret", target: secret.path.description, from: words, to: to, reason: reason,
            secret: secret.id, envelope: envelope.hash))
      }
      return Change(value: entries.count, entries: entries)
    }
  }

  private static func replacing(_ columns: String) -> String {
    """
    UPDATE secret SET \(columns), revision = ?, protected_at = ?, envelope_version = ?, mechanism = ?, iv = ?, mac = ?,
      cipher_text = ?
    WHERE id = ? AND revision = ?
    """
  }
}
