public import Foundation

/// Something that was done, as people read the log: an intent and its outcome are one event.
public struct AuditEvent: Sendable, Hashable, Codable {
  public static let outcomeUnknown = "outcome unknown"

  public let sequence: Int64
  public let at: Date
  public let who: String
  public let action: String
  public let target: String
  public let from: String?
  public let to: String?
  public let result: String
  public let reason: String?

  /// - Parameter outcome: the entry after it, where an intent has one.
  init(_ entry: AuditEntry, outcome: AuditEntry?) {
    sequence = entry.sequence
    at = entry.at
    who = entry.who
    action = entry.action
    target = entry.target
    from = entry.from
    to = entry.to ?? outcome?.to
    reason = entry.reason
    result = outcome?.result ?? (entry.result == AuditEntry.intent ? Self.outcomeUnknown : entry.result)
  }
}
