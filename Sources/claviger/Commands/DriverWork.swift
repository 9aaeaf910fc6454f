import Cryptoki
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

  /// Loads what the configuration says, does the work, and leaves the drivers, whatever came of it.
  ///
  /// - Parameter body: answers the command's exit status.
  static func run(_ invocation: Invocation, _ body: (DriverWork) throws -> Int32) throws -> Never {
    let work = try DriverWork(invocation)
    let status: Int32
    do {
      status = try body(work)
    } catch {
      let failure = CommandFailure(any: error)
      failure.report(asJSON: invocation.options.json)
      status = failure.status
    }
    // A call that hangs holds locks that the libraries' exit handlers may want.
    if !work.leave(within: 5) { _exit(status) }
    throw CommandEnd(status)
  }

  /// Connects the driver of the store's sealing key, where there is one, and takes the seal into memory: what is changed
  /// afterwards bears it, whether the driver is there or not.
  static func holdSeal(of store: Store, _ configuration: Configuration, for invocation: Invocation) throws {
    guard configuration.seal != nil else { return }
    let work = try DriverWork(invocation, configuration, store)
    defer { _ = work.leave(within: 5) }
    do {
      try work.onAll { try store.holdSeal() }
    } catch {
      let failure = CommandFailure(any: error)
      guard work.installation.connections.allSatisfy({ $0.oldestCallSeconds == nil }) else {
        // A call that hangs holds locks that the libraries' exit handlers may want.
        failure.report(asJSON: invocation.options.json)
        _exit(failure.status)
      }
      throw failure
    }
  }

  private init(_ invocation: Invocation) throws {
    let configuration = try invocation.configuration()
    try self.init(invocation, configuration, try invocation.openStore(configuration))
  }

  /// No driver is connected yet.
  private init(_ invocation: Invocation, _ configuration: Configuration, _ store: Store) throws {
    self.invocation = invocation
    for warning in configuration.warnings + configuration.passedOver {
      invocation.streams.message("claviger: \(PlainText.safe(warning))")
    }
    let installation = try invocation.install(configuration, store: store)
    self.installation = installation
    for warning in installation.connections.flatMap(\.pinWarnings) {
      invocation.streams.message("claviger: \(PlainText.safe(warning))")
    }
    let work = self
    Interruption.watch { _ = work.leave(within: 1) }
    if let seal = configuration.seal {
      let name = try KeyName(seal.description)
      installation.keyStore.seal(with: seal) {
        // What keeps a driver from being reached is told by the search for the key.
        _ = work.onEachDriver(login: .required, concerns: name.concerns, concernsToken: name.concerns) { _ in true }
      }
    }
  }

  /// Whether a command needs a login.
  enum Login {
    /// Logs in, and asks once where a person must type the PIN; without login the driver fails with 4.
    case required
    /// Looks at what anybody may see.
    case none
  }

  typealias Outcome<Value> = (connection: Connection, result: Result<Value, CommandFailure>)

  /// Connects drivers at the same time and does the work on each; the outcomes stand in the configuration's order.
  ///
  /// - Parameters:
  ///   - concerns: false leaves a driver out: it is not connected.
  ///   - concernsToken: false leaves a driver out once its token is known: nobody logs in there.
  func onEachDriver<Value: Sendable>(
    login: Login, concerns: (DriverConfiguration) -> Bool = { _ in true },
    concernsToken: @escaping @Sendable (TokenIdentity) -> Bool = { _ in true },
    _ work: @escaping @Sendable (Connection) throws -> Value
  ) -> [Outcome<Value>] {
    let connections = installation.connections.filter { concerns($0.driver) }
    let invocation = invocation
    let done = DriverAnswers<Value?>(connections) { connection in
      try connection.connect(loggingIn: false)
      if let token = connection.status.token, !concernsToken(token) { return nil }
      if login == .required { try connection.logIn(for: invocation) }
      return try work(connection)
    }
    return connections.compactMap { connection in
      switch done.answer(of: connection) {
      case .success(.some(let value)): (connection, .success(value))
      case .success(.none): nil
      case .failure(let failure): (connection, .failure(failure))
      }
    }
  }

  /// Does work that goes to one driver after another; given up when one of them hangs.
  func onAll<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) throws -> Value {
    let done = DriverAnswers<Value>(together: installation.connections, work)
    return try done.answer(of: installation.connections[0]).get()
  }

  /// Logs out and leaves the modules; false where a call still hangs.
  private func leave(within seconds: Double) -> Bool {
    let group = DispatchGroup()
    for connection in installation.connections where connection.oldestCallSeconds == nil {
      DispatchQueue(label: "leave \(connection.driver.name)").async(group: group) { @Sendable in
        connection.disconnect()
      }
    }
    return group.wait(timeout: .now() + seconds) == .success
      && installation.connections.allSatisfy { $0.oldestCallSeconds == nil }
  }

  /// Reports the drivers that failed; answers the first status that applies of 3, 4, 5, 1, else the worst there is.
  func report<Value>(_ outcomes: [Outcome<Value>]) -> Int32 {
    let failures = outcomes.compactMap { outcome -> CommandFailure? in
      guard case .failure(let failure) = outcome.result else { return nil }
      return failure
    }
    for failure in failures { failure.report(asJSON: invocation.options.json) }
    return CommandEnd.status(of: failures.map(\.status))
  }

  /// Prints a document or a table, unless no driver had anything to say.
  func show<Value>(_ outcomes: [Outcome<Value>], _ document: JSONValue, _ table: TextTable) {
    // The failures are `report`'s to tell.
    guard outcomes.contains(where: { (try? $0.result.get()) != nil }) else { return }
    invocation.streams.print(invocation.options.json ? document.text + "\n" : table.text)
  }
}

extension CommandEnd {
  /// What a command ends with where several things failed: the first that applies of 3, 4, 5, 1, else the worst.
  static func status(of failures: [Int32]) -> Int32 {
    [3, 4, 5, 1].first(where: failures.contains) ?? failures.max() ?? 0
  }
}

extension CommandFailure {
  /// Any error of ours as a failure of the command.
  init(any error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as HSMError: self.init(error)
    case let error as KeyStoreError: self.init(error)
    case let error as SettingsError: self.init(error)
    default: self.init(1, "\(error)")
    }
  }
}
