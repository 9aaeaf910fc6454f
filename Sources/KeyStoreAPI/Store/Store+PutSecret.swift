internal import Foundation
internal import GRDB

/// The ground on which a secret is put: read before its key is asked, and looked at again when it is written.
struct PutGround: Sendable {
  let store: [UInt8]
  let policy: [UInt8]
  /// The secret that will be replaced.
  let existing: Secret?
  let resolution: Resolution
}

extension Store {
  func putGround(
    _ path: SecretPath, type: String, replacing: Bool, to task: String
  ) throws(KeyStoreError) -> PutGround {
    try read(task) { database in
      try StoreQueries.requireType(type, to: task, database)
      let policy = try StoreQueries.requirePolicy(path.policy, to: task, database)
      let existing = try Row.fetchOne(
        database, sql: "SELECT \(SecretRows.listed) FROM secret WHERE policy = ? AND name = ?",
        arguments: [policy, path.name]
      ).map { try SecretRows.secret($0, policy: path.policy) }
      if existing != nil, !replacing { throw Self.exists(task) }
      return PutGround(
        store: try StoreQueries.storeID(database), policy: [UInt8](policy), existing: existing,
        resolution: try Self.resolution(type: type, policy: path.policy, database))
    }
  }

  /// Writes a secret and its audit entry, where the ground is still the same.
  func put(
    _ stored: StoredSecret, on ground: PutGround, to task: String, reason: String?
  ) throws(KeyStoreError) {
    try change(task) { database in
      let secret = stored.secret
      let now = try Row.fetchOne(
        database, sql: "SELECT id, revision FROM secret WHERE policy = ? AND name = ?",
        arguments: [Data(ground.policy), secret.path.name])
      guard try now?.blob("id") == ground.existing?.id, try now?.integer("revision") == ground.existing?.revision else {
        throw Self.changedMeanwhile(task)
      }
      if !secret.named {
        let effective = try Self.resolution(type: secret.type, policy: secret.path.policy, database).key
        guard effective?.cryptogram.fingerprint == secret.key.fingerprint else { throw Self.changedMeanwhile(task) }
      }
      try SecretRows.write(stored, database)
      return Change(
        value: (),
        entry: AuditDraft(
          action: ground.existing == nil ? "put-secret" : "replace-secret", target: secret.path.description,
          from: ground.existing?.key.description, to: secret.key.description, reason: reason, secret: secret.id,
          envelope: stored.envelope.hash))
    }
  }

  /// Writes a secret that has another place now.
  func move(_ moved: StoredSecret, from before: Secret, to task: String, reason: String?) throws(KeyStoreError) {
    try change(task) { database in
      guard try SecretRows.isUnchanged(before, database) else { throw Self.changedMeanwhile(task) }
      guard
        try StoreQueries.count(
          database, "SELECT COUNT(*) FROM secret WHERE policy = ? AND name = ? AND id <> ?",
          [Data(moved.place.policy), moved.secret.path.name, Data(before.id)]) == 0
      else { throw Self.exists(task) }
      try SecretRows.write(moved, database)
      return Change(
        value: (),
        entry: AuditDraft(
          action: "move-secret", target: before.path.description, from: before.path.description,
          to: moved.secret.path.description, reason: reason, secret: before.id, envelope: moved.envelope.hash))
    }
  }

  func policyID(_ path: PolicyPath, to task: String) throws(KeyStoreError) -> [UInt8] {
    try read(task) { [UInt8](try StoreQueries.requirePolicy(path, to: task, $0)) }
  }

  private static func exists(_ task: String) -> KeyStoreError {
    KeyStoreError(
      .refused, "cannot \(task): there is a secret of this name already",
      remedy: "choose another name, or replace it on purpose (--replace)")
  }
}
