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
  }
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
    let (queue, era) = line.withLock { line in
      line.pending.append(request)
      return (line.queue, line.era)
    }
    queue.async { @Sendable [self] in
      guard isCurrent(era) else { return }
      let outcome = work()
      let isWanted = line.withLock { line in
        guard line.era == era else { return false }
        if let index = line.pending.firstIndex(of: request) { line.pending.remove(at: index) }
        return true
      }
      if isWanted { answer(outcome) }
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
      line.pending = []
      line.queue = DispatchQueue(label: "driver \(name), \(line.era)")
      return waiting
    }
  }
}
