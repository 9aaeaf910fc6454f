internal import Cryptoki
internal import Foundation

/// The working sessions of a connection: taken for one piece of work and given back. The anchor, which keeps the login,
/// is none of them.
final class SessionPool: @unchecked Sendable {
  enum Place {
    case session(Session)
    /// None is idle, but one more may be opened, after another is closed where that is needed to make room. It counts
    /// as taken already.
    case free(closing: Session?)
  }

  /// No more than this many wait for work; what a burst opened beyond it is closed.
  private static let mostIdle = 16

  // All state below is touched under `condition` only, which the compiler cannot see.
  private let condition = NSCondition()
  private var idle: [Session] = []
  private var taken = 0
  private var limit: Int?

  private func locked<Value>(_ body: () -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    return body()
  }

  /// - Parameter limit: of all sessions with the anchor; nil is none.
  func setLimit(_ limit: Int?) { locked { self.limit = limit.map { max($0 - 1, 1) } } }

  var count: (idle: Int, taken: Int) { locked { (idle.count, taken) } }

  /// Takes a session, or the right to open one; waits while all that there may be are in use.
  ///
  /// - Returns: nil when the deadline passed first.
  func take(readWrite: Bool, before deadline: @autoclosure () -> Date) -> Place? {
    condition.lock()
    defer { condition.unlock() }
    var end: Date?
    while true {
      if let index = idle.lastIndex(where: { $0.isReadWrite == readWrite && !$0.isGone }) {
        taken += 1
        return .session(idle.remove(at: index))
      }
      idle.removeAll(where: \.isGone)
      if let limit, taken + idle.count >= limit {
        guard !idle.isEmpty else {
          let until = end ?? deadline()
          end = until
          guard condition.wait(until: until) else { return nil }
          continue
        }
        taken += 1
        return .free(closing: idle.removeFirst())
      }
      taken += 1
      return .free(closing: nil)
    }
  }

  /// Ends the use of a place; the session, where it is still good, waits for the next caller.
  func give(back session: Session?) {
    locked {
      taken -= 1
      if let session { keep(session) }
      condition.signal()
    }
  }

  /// Adds a session that was opened for other work.
  func put(_ session: Session) { locked { keep(session) } }

  private func keep(_ session: Session) {
    guard !session.isGone, idle.count < Self.mostIdle, limit.map({ taken + idle.count < $0 }) ?? true else { return }
    idle.append(session)
  }

  /// The token has no more sessions: as many as are in use now are all that there will be.
  func shrink() { locked { limit = max(taken - 1 + idle.count, 1) } }

  /// Lets go of those that wait. Those that others still use close when they are given back.
  func takeAllIdle() -> [Session] {
    locked {
      defer { idle = [] }
      return idle
    }
  }
}
