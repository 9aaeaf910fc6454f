internal import Dispatch
internal import HSM
import Synchronization

/// Which request is done where: on its driver's queue, beside it, or on one that no driver can hold up.
extension Model {
  /// Takes a request; its outcome comes as an event.
  public func submit(_ request: Request) {
    let answer: Answer = { [deliver] outcome in deliver(.outcome(request, outcome)) }
    if isReadOnly, request.changes {
      return answer(
        .failed(
          Failure(message: "nothing can be changed: Claviger runs read-only", remedy: "start it without --read-only")))
    }
    switch request {
    case .tokenTask(let task):
      withTypedPINs(answer) { [self] (pins) throws(Failure) in try perform(task, with: pins) }
    case .exportPair(let task):
      withTypedPINs(answer) { [self] (pins) throws(Failure) in try export(task, with: pins) }
    case .secret(let task):
      if task == .reprotect { stopsReprotection.store(false, ordering: .relaxed) }
      run(on: task.needsKey ? secretQueue : storeQueue, answer) { [self] () throws(Failure) in try perform(task) }
    case .loadDefaults, .previewDefault(_, .none), .clearDefault, .followCalls, .listAudit:
      run(on: storeQueue, answer) { [self] () throws(Failure) in try performOnStore(request) }
    case .checkDefaults, .confirmDefault:
      run(on: checkQueue, answer) { [self] () throws(Failure) in try performOnStore(request) }
    case .connect, .disconnect, .retry, .login, .loginAtPINPad, .logout, .listSlots, .listMechanisms, .listKeys,
      .openKey, .key, .previewDefault, .setDefaultKey, .loadTrial, .runTrial, .tryNewDriver, .cancelTrial:
      submitToDriver(request, answer)
    }
  }

  private typealias Answer = @Sendable (Outcome) -> Void

  private func submitToDriver(_ request: Request, _ answer: @escaping Answer) {
    let driver = request.driver ?? ""
    guard let connection = installation.connection(named: driver), let queue = queues[driver] else {
      return answer(.failed(Failure(message: "there is no driver \(driver)")))
    }
    switch request {
    case .retry:
      connection.retryNow()
      answer(.done)
    case .cancelTrial:
      cancelledTrials.withLock { _ = $0.insert(driver) }
      answer(.done)
    case .runTrial(_, let isFull):
      // Beside the driver's queue: a trial takes seconds, and nobody waits for it.
      cancelledTrials.withLock { _ = $0.remove(driver) }
      run(on: trialQueue, answer) { [self] () throws(Failure) in try runTrial(on: connection, isFull: isFull) }
    case .tryNewDriver:
      run(on: trialQueue, answer) { [self] () throws(Failure) in try tryIfNew(connection) }
    default:
      let era = queue.era
      let report: Deliver = { [deliver] event in if queue.isCurrent(era) { deliver(event) } }
      queue.submit(request, then: answer) { [self] in
        outcome { () throws(Failure) in try perform(request, on: connection, report: report) }
      }
    }
  }

  /// Does what takes the PINs that were typed for it, and wipes them; beside the drivers' queues, since it may take as
  /// long as a long transport key does.
  private func withTypedPINs(
    _ answer: @escaping Answer, _ body: @escaping @Sendable (TokenPINs) throws(Failure) -> Void
  ) {
    let pins = tokenPINs.takeAll()
    run(on: taskQueue, answer) { () throws(Failure) in
      defer { pins.wipe() }
      try body(pins)
    }
  }

  private func run(
    on queue: DispatchQueue, _ answer: @escaping Answer, _ body: @escaping @Sendable () throws(Failure) -> Void
  ) {
    queue.async { @Sendable [self] in answer(outcome(body)) }
  }

  private func outcome(_ body: () throws(Failure) -> Void) -> Outcome {
    do {
      try body()
      return .done
    } catch {
      return .failed(error)
    }
  }
}
