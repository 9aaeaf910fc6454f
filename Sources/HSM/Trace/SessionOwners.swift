import Synchronization

/// Which driver's session a call of a module was made in, where drivers share the module.
final class SessionOwners: Sendable {
  private struct Book {
    var drivers: [String: UInt16] = [:]
    var sessions: [UInt: UInt16] = [:]
  }
  private let trace: CallTrace
  private let book = Mutex(Book())
  /// The number of the first driver; the only one, in the rule, so that nothing is looked up.
  private let first = Atomic<Int>(-1)
  private let isShared = Atomic<Bool>(false)

  init(trace: CallTrace) { self.trace = trace }

  /// Takes note of a driver that uses the module.
  func add(driver: String) {
    book.withLock { book in
      guard book.drivers[driver] == nil else { return }
      let number = trace.number(ofDriver: driver)
      if book.drivers.isEmpty { first.store(Int(number), ordering: .relaxed) }
      book.drivers[driver] = number
      if book.drivers.count > 1 { isShared.store(true, ordering: .releasing) }
    }
  }

  /// Takes note of a session that a driver opened; of the same number, the last one counts.
  func add(session: UInt, of driver: String) {
    book.withLock { $0.sessions[session] = $0.drivers[driver] }
  }

  /// The driver's number for a call in a session; outside sessions, that of the module's first driver.
  func driver(ofSession session: UInt) -> UInt16 {
    let first = UInt16(truncatingIfNeeded: self.first.load(ordering: .relaxed))
    guard session != 0, isShared.load(ordering: .acquiring) else { return first }
    return book.withLock { $0.sessions[session] } ?? first
  }
}
