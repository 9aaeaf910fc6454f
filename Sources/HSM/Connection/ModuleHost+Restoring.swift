internal import Cryptoki
internal import Foundation
import Synchronization

extension ModuleHost {
  /// Carries out what the machine orders, until the module is well again or nobody wants it.
  func restore(_ first: HSMError) {
    var machine = ConnectionMachine(policy: policy, reload: connections.first?.profile.reload ?? .afterTries)
    var cause = first
    var missing: [(Connection, HSMError)] = []
    var orders = machine.take(.lost)
    while !orders.isEmpty {
      var happened: ConnectionMachine.Input?
      for order in orders { happened = carryOut(order, &cause, &missing) ?? happened }
      // After the gate was opened, or the module left, nothing happens any more.
      guard var happened else {
        // The last driver was disconnected while the gate was being opened: nobody else leaves the module then.
        if orders.contains(.openGate), isEnding { _ = leave() }
        return
      }
      if isEnding, orders != [.leave] { happened = .unwanted }
      orders = machine.take(happened, jitter: .random(in: 0...1))
    }
  }

  private func carryOut(
    _ order: ConnectionMachine.Order, _ cause: inout HSMError, _ missing: inout [(Connection, HSMError)]
  ) -> ConnectionMachine.Input? {
    switch order {
    case .closeGate:
      gate.close()
    case .announce(let attempt, let wait):
      let next = wait.map { Date(timeIntervalSinceNow: $0.seconds) }
      for connection in connections { connection.willRestore(cause, attempt: attempt, next: next) }
    case .empty:
      watchdog.wake(for: self)
      let isEmpty = gate.drain(before: Date(timeIntervalSinceNow: deadlines.call.seconds))
      if isEmpty, module?.runningCalls.isEmpty ?? true { return .emptied(true) }
      cause = HSMError(
        .stuck, "a call is still inside the module, so that it cannot be restarted",
        remedy: "wait until the call returns, or quit: other drivers go on")
      return .emptied(false)
    case .stop(let unloading):
      stop(unloading: unloading)
      return .stopped
    case .start:
      do throws(HSMError) {
        try startAnew()
        return .started(true)
      } catch {
        cause = error
        return .started(false)
      }
    case .takeUp:
      do throws(HSMError) {
        missing = try takeUp()
        return .takenUp(true)
      } catch {
        cause = error
        return .takenUp(false)
      }
    case .openGate:
      endRestoring(missing: missing)
    case .wait(let duration):
      wakeUp.wait(until: Date(timeIntervalSinceNow: duration.seconds))
      return .woke
    case .leave:
      return leave() ? nil : .lost
    }
    return nil
  }
}
