internal import Dispatch
internal import HSM
import Synchronization

/// A driver's serial dispatch queue. When a call hangs, the queue is abandoned with it: what waited is answered at once,
/// and a new queue takes its place.
final class DriverQueue: Sendable {
  private struct Line {
    var queue: DispatchQueue
    var era = 0
    var pending: [Request] = []
    /// Queues that were left to a call that has not returned, each with its thread.
    var abandoned = 0
    /// Whether work was begun on the present queue and has not ended.
    var isRunning = false
  }
  /// So many threads are left to calls that hang; after that, requests are refused until one returns.
  static let mostAbandoned = 8

  private let name: String
  private let line: Mutex<Line>

  init(name: String) {
    self.name = name
    line = Mutex(Line(queue: DispatchQueue(label: "driver \(name)")))
  }

  /// Runs work behind what was submitted before.
  ///
  /// - Parameter work: answers the outcome; dropped when the queue was abandoned meanwhile, since `abandon` answered it.
  func submit(
    _ request: Request, then answer: @escaping @Sendable (Outcome) -> Void, work: @escaping @Sendable () -> Outcome
  ) {
    let place = line.withLock { line -> (DispatchQueue, Int)? in
      guard line.abandoned < Self.mostAbandoned else { return nil }
      line.pending.append(request)
      return (line.queue, line.era)
    }
    guard let (queue, era) = place else {
      answer(
        .failed(
          Failure(
            message: "\(Self.mostAbandoned) calls to driver \(name) hang: no more are begun",
            remedy: "wait until they return, or quit and start again")))
      return
    }
    queue.async { @Sendable [self] in
      let isWanted = line.withLock { line in
        guard line.era == era else { return false }
        line.isRunning = true
        return true
      }
      guard isWanted else { return }
      let outcome = work()
      let isInTime = line.withLock { line in
        guard line.era == era else {
          line.abandoned -= 1
          return false
        }
        line.isRunning = false
        if let index = line.pending.firstIndex(of: request) { line.pending.remove(at: index) }
        return true
      }
      if isInTime { answer(outcome) }
    }
  }

  /// Whether work that was begun may still report.
  func isCurrent(_ era: Int) -> Bool { line.withLock { $0.era == era } }

  var era: Int { line.withLock { $0.era } }

  /// Leaves the queue to the call that hangs in it; answers what was waiting.
  func abandon() -> [Request] {
    line.withLock { line in
      guard !line.pending.isEmpty else { return [] }
      let waiting = line.pending
      line.era += 1
      if line.isRunning { line.abandoned += 1 }
      line.isRunning = false
      line.pending = []
      line.queue = DispatchQueue(label: "driver \(name), \(line.era)")
      return waiting
    }
  }
}
