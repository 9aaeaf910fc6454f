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

  /// How far the log goes now.
  public func auditHead() throws(KeyStoreError) -> AuditHead? {
    try read("read the audit log") { try AuditLog.head($0) }
  }

  /// Tells whether the log is as it was written.
  ///
  /// - Parameter head: what `auditHead` answered earlier, kept outside the store: without it, entries that were cut off
  ///   the end are not missed.
  public func verifyAudit(head: AuditHead? = nil) throws(KeyStoreError) -> AuditVerdict {
    try read("verify the audit log") { try AuditLog.verify($0, known: head) }
  }

  /// Logs what was done elsewhere, such as on a token.
  public func recordAudit(
    action: String, target: String, from: String? = nil, to: String? = nil, result: String = "done",
    reason: String? = nil
  ) throws(KeyStoreError) {
    try change("write to the audit log") { _ in
      Change(
        value: (),
        entry: AuditDraft(action: action, target: target, from: from, to: to, result: result, reason: reason))
    }
  }

  /// Logs that something is about to be done that may end without a word, such as on a token.
  ///
  /// - Returns: what `finishAudit` takes. An intent without an outcome says that nobody knows what became of it.
  public func beginAudit(
    action: String, target: String, from: String? = nil, to: String? = nil, reason: String? = nil
  ) throws(KeyStoreError) -> AuditIntent {
    try change("write to the audit log") { database in
      Change(
        value: AuditIntent(sequence: (try AuditLog.head(database)?.sequence ?? 0) + 1, action: action, target: target),
        entry: AuditDraft(
          action: action, target: target, from: from, to: to, result: AuditIntent.begun, reason: reason))
    }
  }

  /// Logs what became of an intent.
  ///
  /// - Parameter to: what there is now, where that was not known before.
  public func finishAudit(
    _ intent: AuditIntent, to: String? = nil, result: String = "done"
  ) throws(KeyStoreError) {
    try change("write to the audit log") { _ in
      Change(
        value: (),
        entry: AuditDraft(
          action: intent.action, target: intent.target, from: intent.reference, to: to, result: result))
    }
  }
}
