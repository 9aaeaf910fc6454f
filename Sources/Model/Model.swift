internal import Dispatch
public import HSM
internal import KeyStoreAPI
public import SecretMemory
import Synchronization

/// What the console works on: requests in, events out. Every request runs on a background dispatch queue, so that the
/// screen waits for no HSM.
public final class Model: Sendable {
  public typealias Deliver = @Sendable (Event) -> Void

  public let installation: Installation
  /// Where the PIN lies that is being typed; a `login` request takes it out.
  public let typedPIN = SecretBox()
  /// Where a secret lies that a person asked to see.
  public let revealed = SecretBox()
  let stopsReprotection = Atomic<Bool>(false)
  let tokenPINs = TokenPINs()
  let tokenProcess: TokenProcess
  let isReadOnly: Bool
  let reason: String?
  let deliver: Deliver
  let queues: [String: DriverQueue]
  /// For what needs the store alone.
  let storeQueue = DispatchQueue(label: "store")
  /// For what opens and encrypts secrets.
  let secretQueue = DispatchQueue(label: "secrets")
  /// For what may touch every driver: one that hangs keeps neither a driver's own queue nor the store's.
  let checkQueue = DispatchQueue(label: "checks")
  /// Waits for the processes that do tasks on tokens, and for pairs that are brought out.
  let taskQueue = DispatchQueue(label: "tasks on tokens", attributes: .concurrent)
  private let timers = Mutex<[any DispatchSourceTimer]>([])
  let lastStates = Mutex<[String: ConnectionState]>([:])
  let callFollower: CallFollower
  let trialQueue = DispatchQueue(label: "trials", attributes: .concurrent)
  let cancelledTrials = Mutex<Set<String>>([])
  let lastDataVersion = Mutex<Int64?>(nil)

  /// - Parameters:
  ///   - isReadOnly: refuses every request that changes something.
  ///   - reason: goes into the audit log with each change.
  ///   - options: what commands that this console starts are given, so that they use the same configuration and store.
  ///   - deliver: takes events, from any thread.
  public init(
    _ installation: Installation, isReadOnly: Bool, reason: String? = nil, options: [String] = [],
    deliver: @escaping Deliver
  ) {
    self.installation = installation
    self.isReadOnly = isReadOnly
    self.reason = reason
    tokenProcess = TokenProcess(options: options)
    self.deliver = deliver
    callFollower = CallFollower(trace: installation.trace, deliver: deliver)
    queues = Dictionary(
      uniqueKeysWithValues: installation.connections.map { ($0.driver.name, DriverQueue(name: $0.driver.name)) })
  }

  /// Connects all drivers, each on its own queue, and begins to watch them.
  public func start() {
    for connection in installation.connections {
      submit(.connect(driver: connection.driver.name))
      watch(every: connection.driver.keepAlive.seconds, on: DispatchQueue(label: "beat \(connection.driver.name)")) {
        connection.beat()
      }
    }
    installation.keyStore.trackDefaults()
    storeQueue.async { @Sendable [installation, deliver, isReadOnly] in
      let earlier = installation.history.last(Self.shownEvents)
      if !earlier.isEmpty { deliver(.history(earlier)) }
      if !isReadOnly { installation.history.begin() }
    }
    submit(.loadDefaults)
    for connection in installation.connections { connection.whileCallsRun { [weak self] in self?.watchDrivers() } }
    watch(every: 1, on: storeQueue) { [weak self] in self?.noticeChangesOfOthers() }
  }

  /// As many events of earlier runs as the Status screen has room for.
  private static let shownEvents = 100

  /// Takes the PIN that was typed for one of a task's fields, so that the next can be typed.
  public func keepTypedPIN(as field: TokenPINField) {
    if let pin = typedPIN.take() { tokenPINs.keep(pin, as: field) }
  }

  /// Ends a re-protection after the batch that it is at.
  public func stopReprotection() { stopsReprotection.store(true, ordering: .relaxed) }

  var isStopping: Bool { stopsReprotection.load(ordering: .relaxed) }

  /// Writes down that somebody armed the console, where there is a store: arming changes nothing, and makes none.
  public func noteArming(of driver: String) {
    storeQueue.async { @Sendable [self] in
      // What is changed while it is armed has entries of its own, without which it is not changed.
      try? installation.keyStore.store.recordArming(of: driver, reason: reason)
    }
  }

  /// Wipes every PIN that was typed and not used.
  public func forgetTypedPINs() {
    typedPIN.wipe()
    tokenPINs.wipe()
  }

  /// How all connections stand now; waits for no call.
  public var statuses: [ConnectionStatus] { installation.connections.map(\.status) }

  private func watch(every seconds: Double, on queue: DispatchQueue, _ body: @escaping @Sendable () -> Void) {
    timers.withLock { timers in
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .milliseconds(50))
      timer.setEventHandler(handler: DispatchWorkItem(block: body))
      timer.resume()
      timers.append(timer)
    }
  }

  /// Logs out and leaves the modules, as far as that is possible in the time.
  ///
  /// - Returns: false when a call still hangs; the process should then end without its exit handlers, which may wait
  ///   for the same lock.
  public func shutDown(within seconds: Double) -> Bool {
    timers.withLock { timers in
      for timer in timers { timer.cancel() }
      timers = []
    }
    callFollower.follow(false)
    stopReprotection()
    cancelledTrials.withLock { $0 = Set(installation.connections.map(\.driver.name)) }
    revealed.wipe()
    forgetTypedPINs()
    let group = DispatchGroup()
    for connection in installation.connections {
      DispatchQueue(label: "leave \(connection.driver.name)").async(group: group) { @Sendable in
        connection.disconnect(patience: .seconds(seconds))
      }
    }
    let finished = group.wait(timeout: .now() + seconds) == .success
    return finished && installation.connections.allSatisfy { $0.oldestCallSeconds == nil }
  }
}

extension Failure: Error {}
