import Foundation
import HSM
import Synchronization

/// What drivers answered to work that runs on threads of its own; a driver that hangs is answered for.
final class DriverAnswers<Value: Sendable>: Sendable {
  private let answers = Mutex<[String: Result<Value, CommandFailure>]>([:])
  private let done = DispatchSemaphore(value: 0)

  /// Does the work on each driver at the same time, and waits until each has answered or is stuck.
  init(_ connections: [Connection], _ work: @escaping @Sendable (Connection) throws -> Value) {
    for connection in connections { start([connection]) { try work(connection) } }
    wait(for: connections)
  }

  /// Does one piece of work that goes to one driver after another, until one of them hangs; those that hung before
  /// refuse at once, and hold nothing up.
  init(together connections: [Connection], _ work: @escaping @Sendable () throws -> Value) {
    let others = connections.filter { $0.status.state != .stuck }
    start(connections, work)
    while answers.withLock({ $0.isEmpty }) {
      _ = done.wait(timeout: .now() + .milliseconds(100))
      for connection in others where connection.status.state == .stuck { answerFor(connection) }
    }
  }

  func answer(of connection: Connection) -> Result<Value, CommandFailure> {
    answers.withLock { $0[connection.driver.name] } ?? answers.withLock { $0.values.first }
      ?? .failure(CommandFailure(3, "driver \(connection.driver.name) did not answer"))
  }

  private func start(_ connections: [Connection], _ work: @escaping @Sendable () throws -> Value) {
    let thread = Thread { @Sendable [self] in
      let result: Result<Value, CommandFailure>
      do {
        result = .success(try work())
      } catch {
        result = .failure(CommandFailure(any: error))
      }
      for connection in connections {
        answers.withLock { if $0[connection.driver.name] == nil { $0[connection.driver.name] = result } }
      }
      done.signal()
    }
    thread.name = "drivers"
    thread.start()
  }

  private func wait(for connections: [Connection]) {
    while true {
      let missing = connections.filter { connection in answers.withLock { $0[connection.driver.name] == nil } }
      if missing.allSatisfy({ $0.status.state == .stuck }) {
        for connection in missing { answerFor(connection) }
        return
      }
      _ = done.wait(timeout: .now() + .milliseconds(100))
    }
  }

  private func answerFor(_ connection: Connection) {
    guard let call = connection.status.hangingCall else { return }
    let failure = CommandFailure(
      3, "driver \(connection.driver.name) is stuck: \(call.function) has not returned for \(Int(call.seconds)) s",
      remedy: "look at the HSM and its network")
    answers.withLock { if $0[connection.driver.name] == nil { $0[connection.driver.name] = .failure(failure) } }
  }
}
