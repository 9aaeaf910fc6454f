internal import Glibc
import Synchronization

/// The calls that are inside a module just now. Entering and leaving costs two short locks, far below a driver's own cost.
final class CallLedger: Sendable {
  private struct Book {
    var slots: [RunningCall?] = []
    var free: [Int] = []
    var running = 0
  }
  private let book = Mutex(Book())

  func enter(_ call: RunningCall) -> Int {
    book.withLock { book in
      book.running += 1
      if let slot = book.free.popLast() {
        book.slots[slot] = call
        return slot
      }
      book.slots.append(call)
      return book.slots.count - 1
    }
  }

  func leave(_ slot: Int) {
    book.withLock { book in
      book.running -= 1
      book.slots[slot] = nil
      book.free.append(slot)
    }
  }

  var running: [RunningCall] { book.withLock { $0.slots.compactMap { $0 } } }
  var count: Int { book.withLock { $0.running } }
}

/// The monotonic clock in nanoseconds, as `clock_gettime` reads it.
public func monotonicNanoseconds() -> UInt64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
}
