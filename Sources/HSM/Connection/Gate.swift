internal import Foundation
import Synchronization

/// Where every use of a module enters. Closed, callers wait; those inside are counted, so that nothing is finalised under
/// a running call.
///
/// Whether the gate is closed and how many are inside stand in one word, so that an open gate costs a caller one exchange
/// on the way in and one on the way out.
final class Gate: @unchecked Sendable {
  private static let closed: UInt64 = 1 << 63

  /// The mark `closed`, and the number of those inside.
  private let word = Atomic<UInt64>(0)
  /// Whether somebody waits until nobody is inside: who leaves last tells them.
  private let drainers = Atomic<Int>(0)
  private let condition = NSCondition()
  // Touched under `condition` only, which the compiler cannot see.
  private var waiting = 0

  /// Enters; waits while the gate is closed.
  ///
  /// - Returns: false when the deadline passed first.
  func enter(before deadline: @autoclosure () -> Date) -> Bool {
    if enterIfOpen() { return true }
    let deadline = deadline()
    condition.lock()
    defer { condition.unlock() }
    waiting += 1
    defer { waiting -= 1 }
    // `open` changes the word under the lock: it cannot do so between the look and the wait.
    while !enterIfOpen() {
      if !condition.wait(until: deadline) { return false }
    }
    return true
  }

  private func enterIfOpen() -> Bool {
    var seen = word.load(ordering: .relaxed)
    while seen & Self.closed == 0 {
      let (isExchanged, now) = word.weakCompareExchange(
        expected: seen, desired: seen + 1, ordering: .sequentiallyConsistent)
      if isExchanged { return true }
      seen = now
    }
    return false
  }

  func leave() {
    let now = word.subtract(1, ordering: .sequentiallyConsistent).newValue
    // Whoever drains notes that before looking at the word: either they see this caller gone, or this caller sees them.
    guard now & ~Self.closed == 0, drainers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    condition.lock()
    condition.broadcast()
    condition.unlock()
  }

  func close() { word.bitwiseOr(Self.closed, ordering: .sequentiallyConsistent) }

  func open() {
    condition.lock()
    word.bitwiseAnd(~Self.closed, ordering: .sequentiallyConsistent)
    condition.broadcast()
    condition.unlock()
  }

  /// Waits until nobody is inside; false when the deadline passed first.
  func drain(before deadline: Date) -> Bool {
    drainers.add(1, ordering: .sequentiallyConsistent)
    defer { drainers.subtract(1, ordering: .sequentiallyConsistent) }
    condition.lock()
    defer { condition.unlock() }
    while callersInside > 0 {
      if !condition.wait(until: deadline) { return callersInside == 0 }
    }
    return true
  }

  var callersInside: Int { Int(word.load(ordering: .sequentiallyConsistent) & ~Self.closed) }

  var waitingCallers: Int {
    condition.lock()
    defer { condition.unlock() }
    return waiting
  }
}
