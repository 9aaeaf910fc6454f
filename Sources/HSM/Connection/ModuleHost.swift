internal import Cryptoki
internal import Foundation
import Synchronization

/// A module with all that its drivers share: the gate, the generation, and its fate.
final class ModuleHost: Sendable {
  let path: String
  let gate = Gate()
  let statistics = CallStatistics()
  let sessionOwners: SessionOwners
  private let trace: CallTrace
  private let reserved: String?
  let deadlines: Deadlines
  let policy: ReconnectPolicy
  private let starting = Mutex(())
  private let quieting = Mutex(())
  private let lateSessions = Mutex<Set<UInt>>([])
  private let lateCount = Atomic<Int>(0)
  let watchdog = Watchdog()
  private let shared = Mutex(Shared())
  /// Raised under the lock of `shared`, read without it.
  private let generations = Atomic<Int>(0)
  let wakeUp = WakeUp()

  private struct Shared {
    var module: Module?
    var info: ModuleInfo?
    var isRestoring = false
    var isEnding = false
    var connections: [WeakConnection] = []
  }
  private struct WeakConnection: Sendable { weak var connection: Connection? }

  init(driver: DriverConfiguration, trace: CallTrace) {
    self.trace = trace
    sessionOwners = SessionOwners(trace: trace)
    path = driver.modulePath
    reserved = driver.initialize
    deadlines = driver.deadlines
    policy = driver.reconnect
  }

  var module: Module? { shared.withLock { $0.module } }
  var info: ModuleInfo? { shared.withLock { $0.info } }
  var generation: Int { generations.load(ordering: .acquiring) }
  var isRestoring: Bool { shared.withLock { $0.isRestoring } }

  func attach(_ connection: Connection) {
    sessionOwners.add(driver: connection.driver.name)
    shared.withLock { shared in
      shared.isEnding = false
      shared.connections.removeAll { $0.connection == nil || $0.connection === connection }
      shared.connections.append(WeakConnection(connection: connection))
    }
  }

  var connections: [Connection] { shared.withLock { $0.connections.compactMap(\.connection) } }

  /// Loads and initialises the module unless that was done; answers it.
  func start() throws(HSMError) -> Module {
    try starting.withLock { (_) throws(HSMError) in
      if let module, module.locking != nil { return module }
      let module = try load()
      try initialize(module)
      shared.withLock { _ in _ = generations.add(1, ordering: .releasing) }
      return module
    }
  }

  private func load() throws(HSMError) -> Module {
    if let module { return module }
    let (statistics, trace, owners) = (statistics, trace, sessionOwners)
    do {
      let module = try Module(
        path: path,
        observer: { call in
          statistics.record(nanoseconds: call.nanoseconds)
          trace.ended(call, driver: owners.driver(ofSession: call.session))
        }, began: { trace.began($0, driver: owners.driver(ofSession: $0.session)) })
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
      if connections.contains(where: { $0.driver.profile(of: info).isSerialised }) { module.serialise() }
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
      guard !shared.isRestoring, !shared.isEnding, self.generation == generation else { return false }
      shared.isRestoring = true
      return true
    }
    guard begins else { return }
    // Here already, and not when the thread has begun: nobody shall enter a module that is known to be lost.
    gate.close()
    inBackground { [self] in restore(cause) }
  }

  func inBackground(_ work: @escaping @Sendable () -> Void) {
    let thread = Thread(block: work)
    thread.name = "reconnect"
    thread.start()
  }

  /// Whether another connection of this library has its token.
  func serves(othersThan connection: Connection) -> Bool {
    connections.contains { $0 !== connection && $0.isEstablished }
  }

  /// Makes the reconnection try now instead of at its time.
  func retryNow() { wakeUp.signal() }

  /// Ends the use of the library, once the last call has left it.
  ///
  /// - Parameter unloading: lets go of it, so that it is loaded anew: nobody may hold it when this returns.
  func stop(unloading: Bool) {
    for connection in connections { connection.dropSessions() }
    // A module that refuses to be finalised may still be initialised anew; only that answer counts.
    try? module?.finalize()
    changeLateSessions { $0 = [] }
    guard unloading else { return }
    shared.withLock { $0.module = nil }
    // Whoever looks at the module just now holds it for a moment more. Some libraries never go: those are used on.
    let end = ContinuousClock.now + .milliseconds(200)
    while Module.isLoaded(path), ContinuousClock.now < end { usleep(1000) }
  }

  func startAnew() throws(HSMError) {
    let module = try load()
    try initialize(module)
  }

  /// Takes up every connection that is wanted; answers those whose token could not be had.
  ///
  /// - Throws: what stood in the way, where it did so for all of them.
  func takeUp() throws(HSMError) -> [(Connection, HSMError)] {
    guard let module else { return [] }
    let wanted = connections.filter(\.isWanted)
    var missing: [(Connection, HSMError)] = []
    for connection in wanted {
      do {
        try connection.restore(on: module)
      } catch {
        connection.dropSessions()
        missing.append((connection, error))
      }
    }
    if let (_, error) = missing.first, missing.count == wanted.count { throw error }
    return missing
  }

  /// Opens the gate on a module that is well; drivers whose token was not there go on looking for it.
  func endRestoring(missing: [(Connection, HSMError)]) {
    shared.withLock {
      generations.add(1, ordering: .releasing)
      $0.isRestoring = false
    }
    for connection in connections where connection.isEstablished { connection.announce(proving: false) }
    gate.open()
    for connection in connections where connection.isProofDue { connection.announce() }
    for (connection, error) in missing { seek(for: connection, after: error) }
  }

  /// Leaves the library, which nobody wants any more; false where somebody wants it again since.
  func leave() -> Bool {
    // What it answers changes nothing: the library is left in any case.
    if gate.drain(before: Date(timeIntervalSinceNow: deadlines.call.seconds)) { try? module?.finalize() }
    let isLeft = shared.withLock { shared in
      if shared.isEnding { shared.isRestoring = false }
      return shared.isEnding
    }
    if isLeft { gate.open() }
    return isLeft
  }

  /// The watchdog's look: whether it is to look again.
  func watch() -> Bool {
    for connection in connections { connection.lookAtCalls() }
    return isRestoring || gate.callersInside > 0 || !(module?.runningCalls.isEmpty ?? true)
  }

  /// Remembers that a call in this session was told to hang: its result comes too late.
  func rememberLate(_ session: UInt) {
    if session != 0 { changeLateSessions { $0.insert(session) } }
  }

  /// Whether a call in this session was told to hang; asked once.
  func forgetLate(_ session: UInt) -> Bool {
    // In the rule there are none, and no lock is taken to see that.
    lateCount.load(ordering: .acquiring) > 0 && changeLateSessions { $0.remove(session) } != nil
  }

  @discardableResult
  private func changeLateSessions<Value: Sendable>(_ change: (inout Set<UInt>) -> Value) -> Value {
    lateSessions.withLock { sessions in
      defer { lateCount.store(sessions.count, ordering: .releasing) }
      return change(&sessions)
    }
  }

  /// Does something while no call is inside the library and none enters, where that can be had in time.
  ///
  /// While a reconnection is under way it is left undone.
  func whileQuiet(within limit: Duration, _ body: () -> Void) {
    quieting.withLock { _ in
      let begins = shared.withLock { shared in
        guard !shared.isRestoring else { return false }
        shared.isRestoring = true
        return true
      }
      guard begins else { return }
      gate.close()
      if gate.drain(before: Date(timeIntervalSinceNow: limit.seconds)), module?.runningCalls.isEmpty ?? true { body() }
      shared.withLock { $0.isRestoring = false }
      gate.open()
    }
  }

  var isEnding: Bool { shared.withLock { $0.isEnding } }

  /// Leaves the module when the last of its drivers disconnects; a module with a call inside is left alone.
  func detach(_ connection: Connection) {
    let (isLast, isRestoring) = shared.withLock { shared in
      shared.connections.removeAll { $0.connection == nil || $0.connection === connection }
      if shared.connections.isEmpty { shared.isEnding = true }
      return (shared.connections.isEmpty, shared.isRestoring)
    }
    wakeUp.signal()
    // A reconnection under way finds that nobody wants it any more, and leaves the module itself.
    guard isLast, !isRestoring, let module else { return }
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

  /// In whole nanoseconds; none where it is negative, and at most some centuries.
  var nanoseconds: UInt64 { UInt64(min(max(seconds, 0), 1e9) * 1e9) }
}
