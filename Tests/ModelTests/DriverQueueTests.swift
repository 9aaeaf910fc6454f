import Dispatch
@testable import Model
import Support
import Testing
import TokenSupport

/// The queue of a driver whose calls hang one after another.
@Suite struct DriverQueueTests {
  private static let request = Request.listSlots(driver: "test")

  /// Submits work that hangs until the gate is signalled, waits until it has begun, and abandons it.
  private func hang(_ queue: DriverQueue, until released: DispatchSemaphore, _ outcomes: Recorder<Outcome>) {
    let begun = DispatchSemaphore(value: 0)
    queue.submit(Self.request, then: { outcomes.add($0) }) {
      begun.signal()
      released.wait()
      return .done
    }
    begun.wait()
    #expect(queue.abandon() == [Self.request])
  }

  @Test func `so many threads are left to calls that hang, and no more until one returns`() throws {
    let queue = DriverQueue(name: "test")
    let released = DispatchSemaphore(value: 0)
    let late = Recorder<Outcome>()
    for _ in 0..<DriverQueue.mostAbandoned { hang(queue, until: released, late) }
    let refused = Recorder<Outcome>()
    queue.submit(Self.request, then: { refused.add($0) }) { .done }
    guard case .failed(let failure) = refused.elements.first else {
      Issue.record("one more was begun")
      return
    }
    #expect(failure.message == "8 calls to driver test hang: no more are begun")
    #expect(failure.remedy == "wait until they return, or quit and start again")

    released.signal()
    let outcomes = Recorder<Outcome>()
    try waitUntil {
      queue.submit(Self.request, then: { outcomes.add($0) }) { .done }
      return outcomes.elements.contains(.done)
    }
    for _ in 1..<DriverQueue.mostAbandoned { released.signal() }
    #expect(late.elements.isEmpty, "what comes back late is told to nobody")
  }

  @Test func `what waited behind a call that hangs is answered, and the next goes on a new thread`() throws {
    let queue = DriverQueue(name: "test")
    let released = DispatchSemaphore(value: 0)
    let late = Recorder<Outcome>()
    hang(queue, until: released, late)
    let outcomes = Recorder<Outcome>()
    queue.submit(Self.request, then: { outcomes.add($0) }) { .done }
    try waitUntil { outcomes.elements == [.done] }
    released.signal()
  }
}
