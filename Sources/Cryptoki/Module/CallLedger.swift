internal import Glibc
import Synchronization

/// The calls that are inside a module just now.
///
/// A call takes a line by one exchange and gives it back by one store: what watches the calls must not make them queue.
final class CallLedger: Sendable {
  private let first = Page()

  /// Writes a call down; `leave` wants the line that is answered.
  func enter(_ call: RunningCall) -> Int {
    // Threads begin their search apart, so that each mostly finds the line that it had before.
    let hint = Int(truncatingIfNeeded: (UInt64(pthread_self()) &* 0x9E37_79B9_7F4A_7C15) >> 32)
    var page = first
    var before = 0
    while true {
      if let line = page.take(call, from: hint) { return before + line }
      before += page.size
      page = page.successor
    }
  }

  func leave(_ line: Int) {
    var page = first
    for _ in 0..<line / first.size { page = page.successor }
    page.giveBack(line % first.size)
  }

  var running: [RunningCall] {
    var calls: [RunningCall] = []
    var page: Page? = first
    while let current = page {
      current.appendCalls(to: &calls)
      page = current.next.load()
    }
    return calls
  }

  var count: Int { running.count }
}

/// Lines for so many calls at once; more go to the next page, which stays once it was needed.
private final class Page: Sendable {
  /// A power of two: a hint is cut to a line by its last bits.
  private let lines = InlineArray<64, Line> { _ in Line() }
  let next = AtomicLazyReference<Page>()

  var size: Int { lines.count }
  var successor: Page { next.load() ?? next.storeIfNil(Page()) }

  func take(_ call: RunningCall, from hint: Int) -> Int? {
    for step in 0..<size {
      let line = (hint &+ step) & (size - 1)
      if lines[line].take(call) { return line }
    }
    return nil
  }

  func giveBack(_ line: Int) { lines[line].giveBack() }

  func appendCalls(to calls: inout [RunningCall]) {
    for line in 0..<size {
      if let call = lines[line].call { calls.append(call) }
    }
  }
}

private struct Line: ~Copyable {
  private static let free: UInt64 = 0
  private static let beingWritten: UInt64 = 1

  /// When the call was entered, which says at once whose the line is.
  private let since = Atomic<UInt64>(Line.free)
  private let session = Atomic<UInt>(0)
  private let function = Atomic<UInt8>(0)

  func take(_ call: RunningCall) -> Bool {
    guard since.load(ordering: .relaxed) == Self.free,
      since.compareExchange(
        expected: Self.free, desired: Self.beingWritten, ordering: .acquiringAndReleasing
      ).exchanged
    else { return false }
    // Whoever reads one of these sees that the line is being written, or a later state of it.
    session.store(call.session, ordering: .releasing)
    function.store(call.function.number, ordering: .releasing)
    since.store(call.since, ordering: .releasing)
    return true
  }

  func giveBack() { since.store(Self.free, ordering: .releasing) }

  /// The call of the line, as a whole; nil where there is none.
  var call: RunningCall? {
    while true {
      let before = since.load(ordering: .acquiring)
      if before == Self.free { return nil }
      guard before != Self.beingWritten else {
        sched_yield()
        continue
      }
      let seen = (session.load(ordering: .acquiring), function.load(ordering: .acquiring))
      guard since.load(ordering: .relaxed) == before, let function = CryptokiFunction(number: seen.1) else { continue }
      return RunningCall(function: function, session: seen.0, since: before)
    }
  }
}

/// The monotonic clock in nanoseconds, as `clock_gettime` reads it.
public func monotonicNanoseconds() -> UInt64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
}
