import KeyStoreAPI
import Model

/// The entries that were read so far, the newest first.
struct AuditTrail: Sendable {
  private(set) var events: [AuditEvent] = []
  private(set) var isComplete = false
  var isRead = false
  var failure: Failure?

  mutating func take(_ page: [AuditEvent], before: Int64?, count: Int) {
    if before == nil {
      events = page
    } else if before == events.last?.sequence {
      events += page
    }
    isComplete = page.count < count
    isRead = true
    failure = nil
  }

  /// The entry before which the next page ends, where a row near the end is reached.
  func needsMore(at index: Int) -> Int64? {
    !isComplete && index + Request.auditPage / 4 >= events.count ? events.last?.sequence : nil
  }
}
