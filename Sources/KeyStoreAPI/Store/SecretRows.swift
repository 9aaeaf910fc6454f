internal import Foundation
internal import GRDB

/// A secret with its envelope, as one row holds them. A class, since batches hand thousands of them on.
final class StoredSecret: Sendable {
  let secret: Secret
  let envelope: Envelope
  let place: EnvelopePlace

  init(secret: Secret, envelope: Envelope, place: EnvelopePlace) {
    self.secret = secret
    self.envelope = envelope
    self.place = place
  }
}

/// The table of secrets.
enum SecretRows {
  /// Without the cipher text, which stands last and on pages of its own.
  static let listed =
    (["id", "name", "type", "policy"] + KeyIdentity.columns + [
      "named", "revision", "created_at", "protected_at", "size",
    ]).joined(separator: ", ")

  static func find(_ path: SecretPath, to task: String, _ database: Database) throws -> StoredSecret {
    guard let policy = try StoreQueries.policyID(path.policy, database),
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM secret WHERE policy = ? AND name = ?", arguments: [policy, path.name])
    else { throw missing(path, task) }
    return try stored(row, policy: path.policy, store: try StoreQueries.storeID(database))
  }

  static func missing(_ path: SecretPath, _ task: String) -> KeyStoreError {
    KeyStoreError(
      .notFound, "cannot \(task): there is no secret \(Name.printable(path.description))",
      remedy: "see the secrets with secrets list")
  }

  static func secret(_ row: Row, policy: PolicyPath) throws -> Secret {
    Secret(
      id: try row.blob("id"), path: SecretPath(policy: policy, stored: try row.text("name")),
      type: try row.text("type"), key: try KeyIdentity(row: row), named: try row.integer("named") != 0,
      revision: try row.integer("revision"), createdAt: try row.time("created_at"),
      protectedAt: try row.time("protected_at"), size: try row.count("size"))
  }

  static func stored(_ row: Row, policy: PolicyPath, store: [UInt8]) throws -> StoredSecret {
    let secret = try secret(row, policy: policy)
    return StoredSecret(
      secret: secret,
      envelope: Envelope(
        version: try row.integer("envelope_version"), mechanism: UInt(bitPattern: Int(try row.integer("mechanism"))),
        iv: try row.blob("iv"), cipherText: try row.blob("cipher_text"), mac: try row.blob("mac")),
      place: EnvelopePlace(
        store: store, secret: secret.id, revision: secret.revision, name: secret.path.name, type: secret.type,
        policy: try row.blob("policy")))
  }

  static func write(_ stored: StoredSecret, _ database: Database) throws {
    let columns =
      ["id", "name", "type", "policy"] + KeyIdentity.columns + [
        "named", "revision", "created_at", "protected_at", "size", "envelope_version", "mechanism", "iv", "mac",
        "cipher_text",
      ]
    let secret = stored.secret
    let values: [(any DatabaseValueConvertible)?] =
      [Data(secret.id), secret.path.name, secret.type, Data(stored.place.policy)] + secret.key.values + [
        secret.named, secret.revision, secret.createdAt.milliseconds, secret.protectedAt.milliseconds, secret.size,
        stored.envelope.version, Int64(Int(bitPattern: stored.envelope.mechanism)), Data(stored.envelope.iv),
        Data(stored.envelope.mac), Data(stored.envelope.cipherText),
      ]
    let places = repeatElement("?", count: columns.count).joined(separator: ", ")
    let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    try database.cachedStatement(
      sql: """
        INSERT INTO secret (\(columns.joined(separator: ", "))) VALUES (\(places))
          ON CONFLICT (id) DO UPDATE SET \(updates)
        """
    ).execute(arguments: StatementArguments(values))
  }

  /// Whether the row is still the one that was read.
  static func isUnchanged(_ secret: Secret, _ database: Database) throws -> Bool {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT revision FROM secret WHERE id = ?"), arguments: [Data(secret.id)])
      == secret.revision
  }
}
