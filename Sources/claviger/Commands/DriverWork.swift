import Foundation
import Glibc
import HSM
import KeyStoreAPI
import Model
import Settings
import Synchronization

/// Runs a command's work on its drivers, each on a thread of its own, so that one that hangs holds up no other and the
/// command still ends at its deadline.
struct DriverWork {
  let invocation: Invocation
  let installation: Installation

  /// Loads what the configuration says; no driver is connected yet.
  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    let configuration = try invocation.configuration()
    for warning in configuration.warnings { invocation.streams.message("claviger: \(PlainText.safe(warning))") }
    installation = try invocation.install(configuration, store: try invocation.openStore(configuration))
    Interruption.watch()
  }

  /// Whether a command needs a login, and whether it may ask for the PIN.
  enum Login {
    /// Logs in where the PIN can be had without asking.
    case ifUnasked
    /// Asks once where a person must type the PIN; without login the driver fails with 4.
    case required
    /// Looks at what anybody may see.
    case none
  }

  typealias Outcome<Value> = (connection: Connection, result: Result<Value, CommandFailure>)

  /// Connects all drivers at the same time and does the work on each; the outcomes stand in the configuration's order.
  func onEachDriver<Value: Sendable>(
    login: Login, _ work: @escaping @Sendable (Connection) throws -> Value
  ) -> [Outcome<Value>] {
    let box = OutcomeBox<Value>()
    let done = DispatchSemaphore(value: 0)
    let invocation = invocation
    for connection in installation.connections {
      let thread = Thread { @Sendable in
        let result: Result<Value, CommandFailure>
        do {
          try Self.connect(connection, login, invocation)
          result = .success(try work(connection))
        } catch {
          result = .failure(CommandFailure(any: error))
        }
        box.outcomes.withLock { $0[connection.driver.name] = result }
        done.signal()
      }
      thread.start()
    }
    while true {
      let missing = installation.connections.filter { connection in
        box.outcomes.withLock { $0[connection.driver.name] == nil }
      }
      if missing.allSatisfy({ $0.status.state == .stuck }) { break }
      _ = done.wait(timeout: .now() + .milliseconds(100))
    }
    return installation.connections.map { connection in
      let result = box.outcomes.withLock { $0[connection.driver.name] }
      return (connection, result ?? .failure(Self.stuck(connection)))
    }
  }

  private final class OutcomeBox<Value: Sendable>: Sendable {
    let outcomes = Mutex<[String: Result<Value, CommandFailure>]>([:])
  }

  private static func stuck(_ connection: Connection) -> CommandFailure {
    let call = connection.status.hangingCall
    return CommandFailure(
      3,
      "driver \(connection.driver.name) is stuck: \(call?.function ?? "a call") has not returned for "
        + "\(Int(call?.seconds ?? 0)) s", remedy: "look at the HSM and its network")
  }

  private static func connect(_ connection: Connection, _ login: Login, _ invocation: Invocation) throws {
    try connection.connect(loggingIn: login != .none)
    let status = connection.status
    guard login == .required, !status.isLoggedIn else { return }
    if case .protected = connection.driver.pin {
      invocation.streams.message("waiting at the PIN pad of \(connection.driver.name) …")
      try connection.loginAtPINPad()
      return
    }
    if case .prompt = connection.driver.pin {
      guard !invocation.options.noInput, let pin = PINPrompt.read("PIN for \(connection.driver.name): ") else {
        throw CommandFailure(
          4, "driver \(connection.driver.name) needs a login, and there is nobody to type the PIN",
          remedy: "use --pin-file, or `pin:` in the configuration")
      }
      try connection.login(pin: pin)
      return
    }
    if let cause = status.cause {
      var failure = CommandFailure(4, cause.words, remedy: "correct the PIN's source, or log in by hand")
      failure.function = cause.function
      failure.returnValue = cause.returnValue
      failure.returnName = cause.returnName
      failure.cause = cause.function.map { "\($0) returned \(cause.returnName ?? "")" }
      throw failure
    }
    throw CommandFailure(4, "driver \(connection.driver.name) is not logged in", remedy: "give the PIN by --pin-file")
  }

  /// Logs out and leaves the modules. Where a call hangs, the process ends here: exit handlers may wait for its locks.
  func end(with status: Int32) throws -> Never {
    for connection in installation.connections where connection.oldestCallSeconds == nil { connection.disconnect() }
    if installation.connections.contains(where: { $0.oldestCallSeconds != nil }) { _exit(status) }
    throw CommandEnd(status)
  }

  /// Ends the command where no driver answered: there is no result then, not an empty one.
  func requireResults<Value>(_ outcomes: [Outcome<Value>]) throws {
    let answered = outcomes.contains { outcome in
      if case .success = outcome.result { true } else { false }
    }
    if !answered { try end(with: report(outcomes)) }
  }

  /// Reports the drivers that failed; answers the first status that applies of 3, 4, 5, 1, else the worst there is.
  func report<Value>(_ outcomes: [Outcome<Value>]) -> Int32 {
    let failures = outcomes.compactMap { outcome -> CommandFailure? in
      guard case .failure(let failure) = outcome.result else { return nil }
      return failure
    }
    for failure in failures { failure.report(asJSON: invocation.options.json) }
    for status in [Int32(3), 4, 5, 1] where failures.contains(where: { $0.status == status }) { return status }
    return failures.map(\.status).max() ?? 0
  }
}

extension CommandFailure {
  /// Any error of ours as a failure of the command.
  init(any error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as HSMError: self.init(error)
    case let error as KeyStoreError: self.init(error)
    default: self.init(1, "\(error)")
    }
  }
}
