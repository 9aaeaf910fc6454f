internal import Foundation
internal import GRDB

/// The chain of audit entries: each one's hash covers the entry and the hash before it.
enum AuditLog {
  static let beginning = [UInt8](repeating: 0, count: 32)

  /// How entries are hashed now. Older ones keep the encoding that they were written with.
  static let encoding: Int64 = 2

  static func append(_ drafts: [AuditDraft], by actor: AuditActor, seal: Seal?, to database: Database) throws {
    guard !drafts.isEmpty else { return }
    var head = try head(database) ?? AuditHead(sequence: 0, hash: beginning)
    let store = try StoreQueries.storeID(database)
    let who = actor.description
    let at = Date(milliseconds: Date().milliseconds)
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO audit
          (sequence, at, who, action, target, from_value, to_value, result, reason, encoding, begun, secret, envelope,
           previous_hash, hash, seal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for draft in drafts {
      let entry = AuditEntry(
        sequence: head.sequence + 1, at: at, who: who, action: draft.action, target: draft.target, from: draft.from,
        to: draft.to, result: draft.result, reason: draft.reason, begun: draft.begun, secret: draft.secret,
        envelope: draft.envelope, previousHash: head.hash, hash: [])
      let hash = Self.hash(entry, store: store, encoding: encoding)
      try insert.execute(arguments: [
        entry.sequence, entry.at.milliseconds, entry.who, entry.action, entry.target, entry.from, entry.to,
        entry.result, entry.reason, encoding, entry.begun, entry.secret.map { Data($0) },
        entry.envelope.map { Data($0) }, Data(entry.previousHash), Data(hash),
        seal.map { Data($0.mac(.entry, sealFields(AuditHead(sequence: entry.sequence, hash: hash), store: store))) },
      ])
      head = AuditHead(sequence: entry.sequence, hash: hash)
    }
    if let seal, let row = try SealRow.read(database) {
      try SealRow.write(first: row.first, head: head, seal, database)
    }
  }

  static func head(_ database: Database) throws -> AuditHead? {
    guard
      let row = try Row.fetchOne(database, sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
    else { return nil }
    return AuditHead(sequence: try row.integer("sequence"), hash: try row.blob("hash"))
  }

  /// Follows the chain from its beginning.
  ///
  /// - Parameters:
  ///   - known: a head that was kept elsewhere; the log must still contain it.
  ///   - hash: the same where only its hash was kept.
  ///   - seal: nil looks at the chain alone.
  static func verify(
    _ database: Database, known: AuditHead?, containing hash: [UInt8]? = nil, seal: Seal? = nil
  ) throws -> AuditVerdict {
    var isSeen = hash == nil
    let store = try StoreQueries.storeID(database)
    let sealRow = try SealRow.read(database)
    var seals = seal.flatMap { seal in
      sealRow.flatMap { $0.fingerprint == seal.fingerprint ? SealCheck(seal, $0, store: store) : nil }
    }
    var last = AuditHead(sequence: 0, hash: beginning)
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM audit ORDER BY sequence")
    while let row = try rows.next() {
      let entry = try AuditEntry(row: row)
      guard entry.sequence == last.sequence + 1 else {
        return .broken(sequence: last.sequence + 1, why: "the entry is missing")
      }
      guard entry.previousHash == last.hash else {
        return .broken(sequence: entry.sequence, why: "it does not follow the entry before it")
      }
      let encoding = try row.integer("encoding")
      guard (1...Self.encoding).contains(encoding), entry.hash == Self.hash(entry, store: store, encoding: encoding)
      else {
        return .broken(sequence: entry.sequence, why: "the entry was changed")
      }
      if let fault = seals?.fault(of: entry, seal: try row.blobIfAny("seal")) {
        return .broken(sequence: entry.sequence, why: fault)
      }
      last = AuditHead(sequence: entry.sequence, hash: entry.hash)
      if entry.hash == hash { isSeen = true }
      if let known, known.sequence == last.sequence, known.hash != last.hash {
        return .broken(sequence: last.sequence, why: "it is not the entry that was seen before")
      }
    }
    if let known, known.sequence > last.sequence {
      return .broken(sequence: last.sequence + 1, why: "the entries up to \(known.sequence) are missing")
    }
    guard isSeen else {
      return .broken(sequence: last.sequence + 1, why: "the entry of the head that was kept is not in the log")
    }
    let head = last.sequence == 0 ? nil : last
    guard seal != nil, head != nil else { return .intact(head: head) }
    guard let seals else {
      return .unsealed(
        head: head, why: sealRow.map { _ in "it is sealed with another key" } ?? "nothing in it is sealed")
    }
    if let fault = try seals.faultOfEnd(database) { return .broken(sequence: last.sequence + 1, why: fault) }
    return .intact(head: head, sealedFrom: seals.first, unsealed: seals.unsealed)
  }

  /// SHA-256 over the fields, each with its length before it, so that no two entries have the same encoding. The store's
  /// own number is among them: an entry of another store does not fit.
  static func hash(_ entry: AuditEntry, store: [UInt8], encoding version: Int64) -> [UInt8] {
    var encoding: [UInt8] = []
    func add(_ bytes: some Collection<UInt8>) {
      withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { encoding += $0 }
      encoding += bytes
    }
    func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { add($0) } }
    /// An absent text is no field with nothing in it, but another than the empty text.
    func add(_ text: String?) {
      add([text == nil ? 0 : 1])
      add((text ?? "").utf8)
    }
    add("audit \(version)".utf8)
    add(store)
    add(entry.sequence)
    add(entry.at.milliseconds)
    for text in [entry.who, entry.action, entry.target] { add(text.utf8) }
    add(entry.from)
    add(entry.to)
    add(entry.result.utf8)
    add(entry.reason)
    if version >= 2 {
      add(entry.begun.map { "\($0)" })
      for bytes in [entry.secret, entry.envelope] {
        add([bytes == nil ? 0 : 1])
        add(bytes ?? [])
      }
    }
    add(entry.previousHash)
    return sha256(encoding)
  }
}

extension AuditEntry {
  init(row: Row) throws(KeyStoreError) {
    self.init(
      sequence: try row.integer("sequence"), at: try row.time("at"), who: try row.text("who"),
      action: try row.text("action"), target: try row.text("target"), from: try row.textIfAny("from_value"),
      to: try row.textIfAny("to_value"), result: try row.text("result"), reason: try row.textIfAny("reason"),
      begun: try row.integerIfAny("begun"), secret: try row.blobIfAny("secret"),
      envelope: try row.blobIfAny("envelope"), previousHash: try row.blob("previous_hash"), hash: try row.blob("hash"))
  }
}
