/// What a change answers, and how it is remembered.
struct Change<Value> {
  let value: Value
  /// nil where nothing was changed after all.
  let entry: AuditDraft?
}

/// An audit entry before it has its place in the log.
struct AuditDraft {
  var action: String
  var target: String
  var from: String?
  var to: String?
  var result = "done"
  var reason: String?
}
