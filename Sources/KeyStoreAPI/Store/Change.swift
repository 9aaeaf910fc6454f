/// What a change answers, and how it is remembered.
struct Change<Value> {
  let value: Value
  /// Empty where nothing was changed after all.
  let entries: [AuditDraft]
  /// The scopes whose defaults somebody decided on: they get the store's seal.
  let sealing: [Scope]

  init(value: Value, entry: AuditDraft?, sealing: [Scope] = []) {
    self.init(value: value, entries: entry.map { [$0] } ?? [], sealing: sealing)
  }

  init(value: Value, entries: [AuditDraft], sealing: [Scope] = []) {
    self.value = value
    self.entries = entries
    self.sealing = sealing
  }
}

/// An audit entry before it has its place in the log.
struct AuditDraft {
  var action: String
  var target: String
  var from: String?
  var to: String?
  var result = "done"
  var reason: String?
  /// The entry of the intent that this is the outcome of.
  var begun: Int64?
  /// The secret that this is about, and the SHA-256 of its envelope from now on.
  var secret: [UInt8]?
  var envelope: [UInt8]?
}
