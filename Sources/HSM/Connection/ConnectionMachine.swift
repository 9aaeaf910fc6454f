/// How a lost module is met, as a value: it takes what happened and answers what is to be done next. It makes no call,
/// has no thread and no clock; `ModuleHost` carries its orders out, in their order.
struct ConnectionMachine: Sendable, Equatable {
  enum Input: Sendable, Equatable {
    /// A call, a beat or the first connection met a loss.
    case lost
    /// The callers inside were waited for; false where one of them did not come out.
    case emptied(Bool)
    /// The sessions are gone, and C_Finalize answered, whatever that was.
    case stopped
    /// The library is loaded and C_Initialize answered OK; false where one of both failed.
    case started(Bool)
    /// Token, session, login and keys were sought; false where no driver of the module has its token.
    case takenUp(Bool)
    /// The wait is over, or somebody wants the try now.
    case woke
    /// The last driver of the module was disconnected.
    case unwanted
  }

  enum Order: Sendable, Equatable {
    case closeGate
    /// Tells the drivers that a try begins, or that the next comes after a wait.
    case announce(attempt: Int, wait: Duration?)
    /// Waits for the callers inside: nothing is finalised under a running call.
    case empty
    case stop(unloading: Bool)
    case start
    case takeUp
    case openGate
    case wait(Duration)
    /// Leaves the module for good.
    case leave
  }

  private enum Step: Sendable, Equatable { case well, emptying, stopping, starting, takingUp, waiting }

  private var step = Step.well
  private(set) var attempt = 0
  private var backoff: Backoff
  private let policy: ReconnectPolicy
  private let reload: ReloadRule

  init(policy: ReconnectPolicy, reload: ReloadRule) {
    self.policy = policy
    self.reload = reload
    backoff = Backoff(policy)
  }

  /// Takes what happened. What does not belong to the present step comes too late, and orders nothing.
  ///
  /// - Parameter jitter: from 0 to 1, for the length of a wait.
  mutating func take(_ input: Input, jitter: Double = 0.5) -> [Order] {
    switch (step, input) {
    case (_, .unwanted):
      reset()
      return [.leave]
    case (.well, .lost):
      return [.closeGate] + begin()
    case (.emptying, .emptied(true)):
      step = .stopping
      return [.stop(unloading: unloads)]
    case (.stopping, .stopped):
      step = .starting
      return [.start]
    case (.starting, .started(true)):
      step = .takingUp
      return [.takeUp]
    case (.takingUp, .takenUp(true)):
      reset()
      return [.openGate]
    case (.emptying, .emptied(false)), (.starting, .started(false)), (.takingUp, .takenUp(false)):
      step = .waiting
      let wait = backoff.next(jitter: jitter)
      return [.announce(attempt: attempt, wait: wait), .wait(wait)]
    case (.waiting, .woke):
      return begin()
    default:
      return []
    }
  }

  private mutating func begin() -> [Order] {
    attempt += 1
    step = .emptying
    return [.announce(attempt: attempt, wait: nil), .empty]
  }

  private mutating func reset() {
    step = .well
    attempt = 0
    backoff = Backoff(policy)
  }

  /// Whether this try loads the library anew: some recover in no other way.
  private var unloads: Bool {
    switch reload {
    case .never: false
    case .early: attempt > 1
    case .afterTries: attempt > policy.reloadAfter && (attempt - 1) % max(policy.reloadAfter, 1) == 0
    }
  }
}
