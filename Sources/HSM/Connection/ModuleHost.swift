internal import Cryptoki
internal import Foundation
import Synchronization

/// A module with all that its drivers share: the gate, the generation, and its fate.
final class ModuleHost: Sendable {
  let path: String
  let gate = Gate()
  let statistics = CallStatistics()
  private let reserved: String?
  let deadlines: Deadlines
  private let policy: ReconnectPolicy
  private let starting = Mutex(())
  private let shared = Mutex(Shared())
  private let wakeUp = WakeUp()

  private struct Shared {
    var module: Module?
    var info: ModuleInfo?
    var generation = 0
    var isRestoring = false
    var isEnding = false
    var connections: [WeakConnection] = []
  }
  private struct WeakConnection: Sendable { weak var connection: Connection? }

  init(driver: DriverConfiguration) {
    path = driver.modulePath
    reserved = driver.initialize
    deadlines = driver.deadlines
    policy = driver.reconnect
  }

  var module: Module? { shared.withLock { $0.module } }
  var info: ModuleInfo? { shared.withLock { $0.info } }
  var generation: Int { shared.withLock { $0.generation } }
  var isRestoring: Bool { shared.withLock { $0.isRestoring } }

  func attach(_ connection: Connection) {
    shared.withLock { shared in
      shared.isEnding = false
      shared.connections.removeAll { $0.connection == nil || $0.connection === connection }
      shared.connections.append(WeakConnection(connection: connection))
    }
  }

  private var connections: [Connection] { shared.withLock { $0.connections.compactMap(\.connection) } }

  /// Loads and initialises the module unless that was done; answers it.
  func start() throws(HSMError) -> Module {
    try starting.withLock { (_) throws(HSMError) in
      if let module, module.locking != nil { return module }
      let module = try load()
      try initialize(module)
      shared.withLock { $0.generation += 1 }
      return module
    }
  }

  private func load() throws(HSMError) -> Module {
    if let module { return module }
    let statistics = statistics
    do {
      let module = try Module(path: path) { statistics.record(nanoseconds: $0.nanoseconds) }
      shared.withLock { $0.module = module }
      return module
    } catch {
      throw HSMError(
        .moduleUnusable, "the module cannot be loaded: \(error)",
        remedy: "correct `module:` in the configuration, or install the vendor's client library")
    }
  }

  private func initialize(_ module: Module) throws(HSMError) {
    do {
      try module.initialize(reserved: reserved)
      let info = try module.info()
      shared.withLock { $0.info = info }
    } catch {
      throw HSMError(
        .notConnected, "the module did not start: \(error.code.meaning)", remedy: error.code.remedy, cause: error)
    }
  }

  /// Takes a lost connection up: the gate closes, and a thread of its own restores.
  ///
  /// - Parameter generation: the one in which the loss was seen; one that was restored since is no loss.
  func reportLoss(_ cause: HSMError, in generation: Int) {
    let begins = shared.withLock { shared in
      guard !shared.isRestoring, !shared.isEnding, shared.generation == generation else { return false }
      shared.isRestoring = true
      return true
    }
    guard begins else { return }
    gate.close()
    let thread = Thread { @Sendable [self] in restore(cause) }
    thread.name = "reconnect"
    thread.start()
  }

  /// Makes the reconnection try now instead of at its time.
  func retryNow() { wakeUp.signal() }

  private func restore(_ first: HSMError) {
    var cause = first
    var delay = policy.first
    var attempt = 0
    while !isEnding {
      attempt += 1
      for connection in connections { connection.willRestore(cause, attempt: attempt, next: nil) }
      do {
        try restoreOnce(reload: attempt > policy.reloadAfter && attempt % policy.reloadAfter == 1)
        shared.withLock {
          $0.generation += 1
          $0.isRestoring = false
        }
        for connection in connections { connection.announce() }
        gate.open()
        return
      } catch {
        cause = error
      }
      // Jitter keeps many processes from knocking at a recovering HSM at one moment.
      let wait = delay * Double.random(in: 0.8...1.2)
      let next = Date(timeIntervalSinceNow: wait.seconds)
      for connection in connections { connection.willRestore(cause, attempt: attempt, next: next) }
      wakeUp.wait(until: next)
      delay = min(delay * 2, policy.longest)
    }
    shared.withLock { $0.isRestoring = false }
    gate.open()
  }

  private func restoreOnce(reload: Bool) throws(HSMError) {
    guard gate.drain(before: Date(timeIntervalSinceNow: deadlines.call.seconds)), let module else {
      throw HSMError(
        .stuck, "a call is still inside the module, so that it cannot be restarted",
        remedy: "wait until the call returns, or quit: other drivers go on")
    }
    for connection in connections { connection.dropSessions() }
    // A module that refuses to be finalised may still be initialised anew; only that answer counts.
    try? module.finalize()
    var fresh = module
    if reload {
      shared.withLock { $0.module = nil }
      fresh = try load()
    }
    try initialize(fresh)
    for connection in connections { try connection.restore(on: fresh) }
  }

  private var isEnding: Bool { shared.withLock { $0.isEnding } }

  /// Leaves the module when the last of its drivers disconnects; a module with a call inside is left alone.
  func detach(_ connection: Connection) {
    let isLast = shared.withLock { shared in
      shared.connections.removeAll { $0.connection == nil || $0.connection === connection }
      if shared.connections.isEmpty { shared.isEnding = true }
      return shared.connections.isEmpty
    }
    guard isLast, let module else { return }
    wakeUp.signal()
    // What it answers changes nothing: nobody of ours uses it any more, and it refuses under a running call.
    try? module.finalize()
  }
}

/// Lets one thread wait for a time that another may cut short.
final class WakeUp: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  func signal() { semaphore.signal() }
  func wait(until date: Date) {
    _ = semaphore.wait(wallTimeout: .now() + max(0, date.timeIntervalSinceNow))
  }
}

extension Duration {
  /// In seconds, for Foundation's clocks.
  public var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
