public import HSM

/// What was written to the audit log before something is done on a token.
public struct AuditIntent: Sendable, Hashable {
  let sequence: Int64
  let action: String
  let target: String
  let reason: String?
}

extension Store {
  /// Does something on a token, with an audit entry before it and one after it: a process that is killed in between
  /// leaves an intent without an outcome, which lists show as "outcome unknown".
  ///
  /// - Parameters:
  ///   - action: a short name in kebab case: `generate-key`.
  ///   - target: what it is done to, in words for people. No secret, no PIN.
  ///   - body: is not called where the intent cannot be written.
  /// - Throws: `KeyStoreError`: what `body` throws, or that the log cannot be written. Where only the outcome could not
  ///   be written, the message says that it was done.
  public func audited<Value>(
    _ action: String, _ target: String, from: String? = nil, to: String? = nil, reason: String? = nil,
    _ body: () throws(HSMError) -> Value
  ) throws(KeyStoreError) -> Value {
    let intent = try beginAudit(action, target, from: from, to: to, reason: reason)
    let value: Value
    do {
      value = try body()
    } catch {
      // The token's own refusal is what the caller must hear, whatever becomes of the log.
      try? finishAudit(intent, result: "failed: \(error.message)")
      throw KeyStoreError(error)
    }
    try finishAudit(intent, result: "done")
    return value
  }

  /// Writes what is about to be done. Where nothing follows, its outcome is unknown.
  public func beginAudit(
    _ action: String, _ target: String, from: String? = nil, to: String? = nil, reason: String? = nil
  ) throws(KeyStoreError) -> AuditIntent {
    let target = Name.printable(target)
    return try change("write to the audit log before \(action)", seal: SealDemand(for: action)) { database in
      let sequence = (try AuditLog.head(database)?.sequence ?? 0) + 1
      return Change(
        value: AuditIntent(sequence: sequence, action: action, target: target, reason: reason),
        entry: AuditDraft(
          action: action, target: target, from: from, to: to, result: AuditEntry.intent, reason: reason))
    }
  }

  /// Writes what came of an intent.
  ///
  /// - Parameter result: `done`, or `failed: …` with the reason.
  public func finishAudit(_ intent: AuditIntent, result: String, to: String? = nil) throws(KeyStoreError) {
    do {
      try change("write to the audit log after \(intent.action)", seal: SealDemand(for: intent.action)) { _ in
        Change(
          value: (),
          entry: AuditDraft(
            action: intent.action, target: intent.target, to: to, result: Name.printable(result),
            reason: intent.reason, begun: intent.sequence))
      }
    } catch {
      throw KeyStoreError(
        error.code, "\(intent.action) of \(intent.target) ended (\(result)), but the audit log could not be written",
        remedy: error.remedy, cause: error.message)
    }
  }
}
