internal import Foundation

/// Where every use of a module enters. Closed, callers wait; those inside are counted, so that nothing is finalised under
/// a running call.
final class Gate: @unchecked Sendable {
  // All state below is touched under `condition` only, which the compiler cannot see.
  private let condition = NSCondition()
  private var isOpen = true
  private var inside = 0
  private var waiting = 0

  /// Enters; waits while the gate is closed.
  ///
  /// - Returns: false when the deadline passed first.
  func enter(before deadline: Date) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    if !isOpen {
      waiting += 1
      defer { waiting -= 1 }
      while !isOpen {
        if !condition.wait(until: deadline) { return false }
      }
    }
    inside += 1
    return true
  }

  func leave() {
    condition.lock()
    inside -= 1
    if inside == 0 { condition.broadcast() }
    condition.unlock()
  }

  func close() {
    condition.lock()
    isOpen = false
    condition.unlock()
  }

  func open() {
    condition.lock()
    isOpen = true
    condition.broadcast()
    condition.unlock()
  }

  /// Waits until nobody is inside; false when the deadline passed first.
  func drain(before deadline: Date) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while inside > 0 {
      if !condition.wait(until: deadline) { return inside == 0 }
    }
    return true
  }

  var callersInside: Int {
    condition.lock()
    defer { condition.unlock() }
    return inside
  }

  var waitingCallers: Int {
    condition.lock()
    defer { condition.unlock() }
    return waiting
  }
}
