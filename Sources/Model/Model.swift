internal import Cryptoki
internal import Dispatch
internal import Foundation
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
  private let stopsReprotection = Atomic<Bool>(false)
  private let tokenPINs = TokenPINs()
  private let tokenProcess: TokenProcess
  let isReadOnly: Bool
  let reason: String?
  let deliver: Deliver
  let queues: [String: DriverQueue]
  /// For what needs the store alone.
  private let storeQueue = DispatchQueue(label: "store")
  /// For what opens and encrypts secrets.
  private let secretQueue = DispatchQueue(label: "secrets")
  /// For what may touch every driver: one that hangs keeps neither a driver's own queue nor the store's.
  private let checkQueue = DispatchQueue(label: "checks")
  /// Waits for the processes that do tasks on tokens, and for pairs that are brought out.
  private let taskQueue = DispatchQueue(label: "tasks on tokens", attributes: .concurrent)
  private let timers = Mutex<[any DispatchSourceTimer]>([])
  let lastStates = Mutex<[String: ConnectionState]>([:])
  private let callFollower: CallFollower
  private let trialQueue = DispatchQueue(label: "trials", attributes: .concurrent)
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

  /// Takes a request; its outcome comes as an event.
  public func submit(_ request: Request) {
    let answer: @Sendable (Outcome) -> Void = { [deliver] outcome in deliver(.outcome(request, outcome)) }
    if isReadOnly, request.changes {
      answer(
        .failed(
          Failure(message: "nothing can be changed: Claviger runs read-only", remedy: "start it without --read-only")))
      return
    }
    if case .tokenTask(let task) = request {
      let pins = tokenPINs.takeAll()
      taskQueue.async { @Sendable [self] in
        answer(outcome { () throws(Failure) in try perform(task, with: pins) })
        pins.wipe()
      }
      return
    }
    if case .exportPair(let task) = request {
      // Beside the driver's queue: it takes as long as a long transport key does.
      let pins = tokenPINs.takeAll()
      taskQueue.async { @Sendable [self] in
        answer(outcome { () throws(Failure) in try export(task, with: pins) })
        pins.wipe()
      }
      return
    }
    if case .secret(let task) = request {
      if task == .reprotect { stopsReprotection.store(false, ordering: .relaxed) }
      let queue = task.needsKey ? secretQueue : storeQueue
      queue.async { @Sendable [self] in answer(outcome { () throws(Failure) in try perform(task) }) }
      return
    }
    if let driver = request.driver {
      guard let connection = installation.connection(named: driver), let queue = queues[driver] else {
        answer(.failed(Failure(message: "there is no driver \(driver)")))
        return
      }
      if case .retry = request {
        connection.retryNow()
        answer(.done)
        return
      }
      if case .cancelTrial = request {
        cancelledTrials.withLock { _ = $0.insert(driver) }
        answer(.done)
        return
      }
      if case .runTrial(_, let isFull) = request {
        // Beside the driver's queue: a trial takes seconds, and nobody waits for it.
        cancelledTrials.withLock { _ = $0.remove(driver) }
        trialQueue.async { @Sendable [self] in
          answer(outcome { () throws(Failure) in try runTrial(on: connection, isFull: isFull) })
        }
        return
      }
      if case .tryNewDriver = request {
        trialQueue.async { @Sendable [self] in
          answer(outcome { () throws(Failure) in try tryIfNew(connection) })
        }
        return
      }
      let era = queue.era
      let report: Deliver = { [deliver] event in if queue.isCurrent(era) { deliver(event) } }
      queue.submit(request, then: answer) { [self] in
        outcome { () throws(Failure) in try perform(request, on: connection, report: report) }
      }
    } else {
      let queue: DispatchQueue
      switch request {
      case .checkDefaults, .confirmDefault: queue = checkQueue
      default: queue = storeQueue
      }
      queue.async { @Sendable [self] in
        answer(outcome { () throws(Failure) in try performOnStore(request) })
      }
    }
  }

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

  private func perform(_ task: TokenTask, with pins: TokenPINs) throws(Failure) {
    guard let pin = pins.takePresent() else { throw Failure(message: "no PIN was given") }
    guard task.setsPIN else { return try tokenProcess.run(task, pin: pin, newPIN: nil) }
    guard let new = pins.takeNew() else {
      throw Failure(message: "the two new PINs differ: nothing was done", remedy: "type them again")
    }
    try tokenProcess.run(task, pin: pin, newPIN: new)
  }

  private func outcome(_ body: () throws(Failure) -> Void) -> Outcome {
    do {
      try body()
      return .done
    } catch {
      return .failed(error)
    }
  }

  private func perform(_ request: Request, on connection: Connection, report: Deliver) throws(Failure) {
    do throws(HSMError) {
      switch request {
      case .connect:
        do {
          try connection.connect()
        } catch {
          if error.code != .moduleUnusable { connection.keepTrying(after: error) }
          throw error
        }
      case .disconnect:
        connection.disconnect()
        installation.keyStore.forgetKeys(of: connection.driver.name)
      case .login(_, let finalTry):
        guard let pin = typedPIN.take() else {
          throw HSMError(.pinUnavailable, "no PIN was given", remedy: "type it again")
        }
        try connection.login(pin: pin, finalTry: finalTry)
      case .loginAtPINPad: try connection.loginAtPINPad()
      case .logout:
        installation.keyStore.forgetKeys(of: connection.driver.name)
        try connection.logout()
      case .listSlots(let driver): report(.slots(driver: driver, try connection.listSlots()))
      case .listMechanisms(let driver): report(.mechanisms(driver: driver, try connection.listMechanisms()))
      case .listKeys: try listKeys(on: connection, report: report)
      case .openKey(let key): report(.keyDetails(key, try connection.readAllAttributes(of: key)))
      case .key, .previewDefault, .setDefaultKey, .retry, .loadDefaults, .clearDefault, .confirmDefault, .checkDefaults,
        .followCalls, .tokenTask, .exportPair, .secret, .listAudit, .loadTrial, .runTrial, .tryNewDriver, .cancelTrial:
        break
      }
    } catch {
      throw Failure(error)
    }
    if case .key(let task) = request { return try perform(task, on: connection, report: report) }
    do throws(KeyStoreError) {
      switch request {
      case .loadTrial(let driver):
        let kept = try installation.keyStore.store.lastTrial(of: driver)
        report(.trial(driver: driver, kept, isRunning: false))
      case .previewDefault(let scope, .some(let key)):
        let reference = try installation.keyStore.prove(key, on: connection, for: scope)
        let moves = try installation.keyStore.store.moves(set: scope, to: reference)
        report(.preview(ChangePreview(scope: scope, key: key, moves: moves)))
      case .setDefaultKey(let scope, let key):
        try installation.keyStore.setDefault(scope, to: key, on: connection, reason: reason)
        proveDoubtedKeys()
        report(.defaults(try overview()))
      default: break
      }
    } catch {
      throw Failure(error)
    }
  }

  /// Reads the token's objects, a page at a time, so that the first stands on the screen before the last is read.
  private func listKeys(on connection: Connection, report: Deliver) throws(HSMError) {
    let ground = connection.status.isLoggedIn ? try installation.keyStore.ground(on: connection) : nil
    _ = try connection.listObjects(needsLogin: false) { page, isLast in
      report(
        .keys(
          driver: connection.driver.name,
          KeyPage(keys: Array(page), isFirst: page.startIndex == 0, isLast: isLast, ground: ground)))
      return true
    }
  }

  private func performOnStore(_ request: Request) throws(Failure) {
    let store = installation.keyStore.store
    do throws(KeyStoreError) {
      switch request {
      case .loadDefaults: break
      case .followCalls(let follows):
        callFollower.follow(follows)
        return
      case .listAudit(let before, let count):
        let events = try store.listEvents(last: count, before: before ?? .max)
        deliver(.audit(events.reversed(), before: before, count: count))
        return
      case .previewDefault(let scope, .none):
        deliver(.preview(ChangePreview(scope: scope, key: nil, moves: try store.moves(set: scope, to: nil))))
        return
      case .clearDefault(let scope):
        try store.clearDefault(scope, ifUnchangedFrom: try store.state(of: scope), reason: reason)
        proveDoubtedKeys()
      case .confirmDefault(let scope): try installation.keyStore.confirmDefault(scope, reason: reason)
      case .checkDefaults:
        _ = try installation.keyStore.checkDefaults(recording: !isReadOnly)
      default: return
      }
      deliver(.defaults(try overview()))
    } catch {
      throw Failure(error)
    }
  }

  func overview() throws(KeyStoreError) -> PolicyOverview {
    let store = installation.keyStore.store
    return PolicyOverview(
      types: try store.listTypes(), policies: try store.listPolicies(), defaults: try store.listDefaults(),
      dependents: try store.listDependents())
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
