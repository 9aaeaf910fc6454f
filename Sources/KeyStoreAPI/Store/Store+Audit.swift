internal import GRDB

extension Store {
  /// The last entries of the log of changes, oldest first.
  public func listAudit(last count: Int = .max) throws(KeyStoreError) -> [AuditEntry] {
    try read("list the audit log") { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM audit ORDER BY sequence DESC LIMIT ?", arguments: [count]
      ).reversed().map { try AuditEntry(row: $0) }
    }
  }

  /// The last things that were done, oldest first: an intent stands with its outcome, or as "outcome unknown".
  ///
  /// - Parameter before: only what stands before this entry, to go back page by page.
  public func listEvents(last count: Int = .max, before: Int64 = .max) throws(KeyStoreError) -> [AuditEvent] {
    try read("list the audit log") { database in
      let entries = try Row.fetchAll(
        database, sql: "SELECT * FROM audit WHERE begun IS NULL AND sequence < ? ORDER BY sequence DESC LIMIT ?",
        arguments: [before, count]
      ).reversed().map { try AuditEntry(row: $0) }
      guard let first = entries.first(where: { $0.result == AuditEntry.intent }) else {
        return entries.map { AuditEvent($0, outcome: nil) }
      }
      let outcomes = try Row.fetchAll(
        database, sql: "SELECT * FROM audit WHERE begun >= ? ORDER BY sequence", arguments: [first.sequence]
      ).map { try AuditEntry(row: $0) }
      let byIntent = Dictionary(outcomes.map { ($0.begun, $0) }, uniquingKeysWith: { first, _ in first })
      return entries.map { AuditEvent($0, outcome: byIntent[$0.sequence]) }
    }
  }

  /// How far the log goes now.
  public func auditHead() throws(KeyStoreError) -> AuditHead? {
    try read("read the audit log") { try AuditLog.head($0) }
  }

  /// Tells whether the log is as it was written.
  ///
  /// - Parameter head: what `auditHead` answered earlier, kept outside the store: without it, entries that were cut off
  ///   the end are not missed.
  public func verifyAudit(head: AuditHead? = nil) throws(KeyStoreError) -> AuditVerdict {
    try verify { try AuditLog.verify($0, known: head, seal: $1) }
  }

  /// The same for a head of which only the hash was kept.
  public func verifyAudit(containing hash: [UInt8]) throws(KeyStoreError) -> AuditVerdict {
    try verify { try AuditLog.verify($0, known: nil, containing: hash, seal: $1) }
  }

  /// Where a seal is configured, all seals are looked at.
  private func verify(_ body: (Database, Seal?) throws -> AuditVerdict) throws(KeyStoreError) -> AuditVerdict {
    let seal = try sealing?.hold()
    return try read("verify the audit log") { try body($0, seal) }
  }

  /// Logs that somebody armed a console for changes. Where there is no store yet, none is made for it.
  public func recordArming(of driver: String, reason: String? = nil) throws(KeyStoreError) {
    guard access == .readWrite, try exists else { return }
    try recordAudit(action: "arm-console", target: "driver \(driver)", reason: reason)
  }

  /// Logs what was done elsewhere, such as on a token.
  public func recordAudit(
    action: String, target: String, from: String? = nil, to: String? = nil, result: String = "done",
    reason: String? = nil
  ) throws(KeyStoreError) {
    try change("write to the audit log", seal: SealDemand(for: action)) { _ in
      Change(
        value: (),
        entry: AuditDraft(action: action, target: target, from: from, to: to, result: result, reason: reason))
    }
  }
}
