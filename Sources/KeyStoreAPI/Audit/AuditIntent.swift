/// What was about to be done, and stands in the log before it is.
public struct AuditIntent: Sendable, Hashable {
  /// The result of an entry that tells an intent.
  static let begun = "begun"

  public let sequence: Int64
  public let action: String
  public let target: String

  /// How the entry with the outcome names the one with the intent.
  var reference: String { "entry \(sequence)" }
}

extension [AuditEntry] {
  /// The entries with the result that is known of each: an intent whose outcome is not among them ended without a word,
  /// or is still at it.
  public var withKnownResults: [(entry: AuditEntry, result: String)] {
    let finished = Set(compactMap { entry in entry.from.map { [$0, entry.action, entry.target] } })
    return map { entry in
      let intent = AuditIntent(sequence: entry.sequence, action: entry.action, target: entry.target)
      guard entry.result == AuditIntent.begun, !finished.contains([intent.reference, entry.action, entry.target]) else {
        return (entry, entry.result)
      }
      return (entry, "outcome unknown")
    }
  }
}
