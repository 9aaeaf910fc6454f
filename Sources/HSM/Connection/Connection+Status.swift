internal import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// How the connection stands now. No call is made and none is waited for.
  public var status: ConnectionStatus {
    let hanging = hangingCall
    let summary = host.statistics.summary()
    let info = host.info
    let module = host.module
    let pooled = pool.count
    let profile = profile
    let obstacle = obstacleToChanges
    let variables = variablesInEffect
    let pinWarnings = pinWarnings
    let secondsAtPINPad = secondsAtPINPad
    return live.withLock { live in
      var status = ConnectionStatus(
        driver: driver.name, state: live.state, since: live.since,
        module: .init(
          path: driver.modulePath, manufacturer: info?.manufacturer, description: info?.description,
          version: info?.libraryVersion.description, cryptoki: info?.cryptokiVersion.description),
        useCases: UseCase.allCases.filter(driver.useCases.contains))
      status.generation = host.generation
      status.attempt = live.attempt
      status.nextAttemptAt = live.nextAttemptAt
      status.cause = live.cause.map { .init($0, profile: profile) }
      status.pausedCallers = host.gate.waitingCallers
      status.calls = summary.total
      status.latencyP50Milliseconds = summary.p50
      status.latencyP99Milliseconds = summary.p99
      status.callsPerSecond = summary.perSecond
      status.openSessions = pooled.idle + pooled.taken + (live.anchor == nil ? 0 : 1)
      status.sessionLimit =
        [live.token?.maximumSessions, profile.sessions.limit.map { UInt($0) }].compactMap { $0 }.min()
      status.strangeSessions = live.strangeSessions.beats >= 3 ? live.strangeSessions.count : 0
      status.isUsable = live.anchor != nil && live.state != .disabled
      status.callHistory = summary.callHistory
      status.latencyHistory = summary.latencyHistory
      status.token = live.token.map(TokenIdentity.init)
      status.locking = module?.locking
      status.isLoggedIn = live.isLoggedIn
      status.loginRequired = live.token?.flags.contains(.CKF_LOGIN_REQUIRED) ?? true
      status.pinFlags = (live.token?.flags ?? []).intersection(.aboutUserPIN).names
      // A rehearsal is never taken for the real thing, whatever the configuration says.
      status.banner = info?.isRehearsal == true ? "REHEARSAL" : driver.banner
      status.profile = profile.name
      status.user = driver.login.words
      status.obstacleToChanges = obstacle?.words
      status.variables = variables
      status.usesPINPad = driver.pin == .protected
      status.pinWarnings = pinWarnings
      status.secondsAtPINPad = secondsAtPINPad
      if let hanging {
        status.hangingCall = hanging
        status.state = .stuck
        status.since = Date(timeIntervalSinceNow: -hanging.seconds)
        status.hungCalls = lateCalls.count
      }
      return status
    }
  }

  /// The calls that are past their deadline and hold up nobody's patience but their own.
  var lateCalls: [RunningCall] {
    guard let module = host.module else { return [] }
    let running = module.runningCalls
    let now = monotonicNanoseconds()
    return running.filter { driver.deadlines.isLate($0, at: now, pinPad: driver.pin == .protected) }
  }

  /// Whether a call may be past its deadline: looked at anew only when the first of them could be.
  var mayHang: Bool {
    guard monotonicNanoseconds() >= punctualUntil.load(ordering: .relaxed), let module = host.module else {
      return false
    }
    // The clock is read before the calls are: one that begins after that has at least the shortest time from then on.
    let now = monotonicNanoseconds()
    let running = module.runningCalls
    let until = driver.deadlines.firstLateness(among: running, at: now, pinPad: driver.pin == .protected)
    punctualUntil.store(until, ordering: .relaxed)
    return until <= monotonicNanoseconds()
  }

  /// The oldest call that is past its deadline.
  var hangingCall: ConnectionStatus.HangingCall? {
    guard let module = host.module else { return nil }
    let running = module.runningCalls
    // Read after the calls were: one that began in between would seem to have run for ages.
    let now = monotonicNanoseconds()
    return driver.deadlines.hanging(among: running, at: now, pinPad: driver.pin == .protected)
  }

  /// How long C_Login has been waiting for a person at the token's PIN pad.
  private var secondsAtPINPad: Double? {
    guard driver.pin == .protected, let login = host.module?.runningCalls.first(where: { $0.function == .C_Login })
    else { return nil }
    return Double(monotonicNanoseconds() - login.since) / 1e9
  }

  /// The longest-running call, past its deadline or not.
  public var oldestCallSeconds: Double? {
    guard let oldest = host.module?.runningCalls.map(\.since).min() else { return nil }
    return Double(monotonicNanoseconds() - oldest) / 1e9
  }
}

extension Deadlines {
  /// The oldest call that is past its deadline.
  ///
  /// Some drivers make one call at a time: one that waits behind an older call inside that one's longer deadline does
  /// not hang.
  ///
  /// - Parameter pinPad: whether a person logs in at the token's own PIN pad.
  func hanging(among calls: [RunningCall], at now: UInt64, pinPad: Bool) -> ConnectionStatus.HangingCall? {
    let patient = calls.filter { !isLate($0, at: now, pinPad: pinPad) }.map(\.since).min() ?? .max
    let late = calls.filter { isLate($0, at: now, pinPad: pinPad) && $0.since <= patient }
    return late.min { $0.since < $1.since }.map {
      .init(function: $0.function.rawValue, seconds: Double(now - $0.since) / 1e9)
    }
  }

  /// The first moment, in monotonic nanoseconds, when one of these calls, or one that begins later, is late.
  func firstLateness(among calls: [RunningCall], at now: UInt64, pinPad: Bool) -> UInt64 {
    let shortest = now + [call, generate, initialize, token, self.pinPad].map(\.nanoseconds).reduce(.max, min)
    return calls.map { $0.since + deadline(of: $0.function, pinPad: pinPad).nanoseconds }.reduce(shortest, min)
  }

  /// Whether a call has taken longer than its function may.
  func isLate(_ call: RunningCall, at now: UInt64, pinPad: Bool) -> Bool {
    now > call.since && Double(now - call.since) / 1e9 > deadline(of: call.function, pinPad: pinPad).seconds
  }

  /// The time that a function may take before it counts as hanging.
  private func deadline(of function: CryptokiFunction, pinPad: Bool) -> Duration {
    switch function {
    case .C_Login where pinPad, .C_SetPIN where pinPad, .C_InitPIN where pinPad: self.pinPad
    case .C_GenerateKey, .C_GenerateKeyPair: generate
    case .C_Initialize, .C_Finalize: initialize
    case .C_InitToken: token
    default: call
    }
  }
}

extension TokenFlags {
  /// What a person should know before typing a PIN.
  static let aboutUserPIN: TokenFlags = [
    .CKF_USER_PIN_COUNT_LOW, .CKF_USER_PIN_FINAL_TRY, .CKF_USER_PIN_LOCKED, .CKF_USER_PIN_TO_BE_CHANGED,
  ]
}
