internal import Dispatch
internal import HSM
import Synchronization

/// Reports the calls of this process while somebody looks at them.
final class CallFollower: Sendable {
  /// Often enough to seem live, and seldom enough that a busy driver does not fill the screen's time.
  private static let interval = 0.2

  private struct Following {
    var cursor = CallCursor()
    var timer: (any DispatchSourceTimer)?
    var hadRunning = false
  }
  private let trace: CallTrace
  private let deliver: Model.Deliver
  private let following = Mutex(Following())
  private let queue = DispatchQueue(label: "calls")

  init(trace: CallTrace, deliver: @escaping Model.Deliver) {
    self.trace = trace
    self.deliver = deliver
  }

  /// Begins to report, going on where it ended the last time; or ends it.
  func follow(_ follows: Bool) {
    following.withLock { following in
      if !follows {
        following.timer?.cancel()
        following.timer = nil
      } else if following.timer == nil {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now(), repeating: Self.interval, leeway: .milliseconds(20))
        timer.setEventHandler(handler: DispatchWorkItem { @Sendable [weak self] in self?.report() })
        timer.resume()
        following.timer = timer
      }
    }
  }

  private func report() {
    let (news, isNews) = following.withLock { following in
      let news = trace.read(&following.cursor)
      defer { following.hadRunning = !news.running.isEmpty }
      return (news, !news.ended.isEmpty || !news.running.isEmpty || following.hadRunning)
    }
    if isNews { deliver(.calls(ended: news.ended, running: news.running)) }
  }
}
