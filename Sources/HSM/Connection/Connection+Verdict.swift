internal import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// What a failed call comes to.
  enum Verdict: Equatable {
    /// It is the token's answer.
    case answer
    /// What stood in the way was put right; the call itself was refused before anything was done.
    case again
    case lost
  }

  /// What a probe found.
  enum Soundness {
    case sound
    /// All is well but the login, which ended behind our back.
    case loggedOut
    case lost
  }

  /// Puts a failure into its class and, where the class alone does not decide, looks. The caller is inside the gate.
  ///
  /// - Parameter logins: the logins that there had been when the call began.
  func judge(_ failure: CryptokiError, logins: Int) -> Verdict {
    let triage = triage.verdict(of: failure.code)
    switch triage {
    case .callersError: return .answer
    case .lost: return .lost
    case .loginLost: return meetLostLogin(failure, logins: logins)
    case .suspect, .staleHandle:
      switch soundness(suspecting: failure) {
      case .lost: return .lost
      case .loggedOut: return meetLostLogin(failure, logins: logins)
      case .sound: break
      }
      if triage == .staleHandle {
        doubtKeys()
        return .again
      }
      guard failure.code.isOfSession else { return .answer }
      // Some HSMs drop sessions that were idle; those that still wait here are no better than this one.
      for session in pool.takeAllIdle() { session.close() }
      return .again
    }
  }

  /// Probes, and shows for so long that the connection is doubted.
  private func soundness(suspecting failure: CryptokiError) -> Soundness {
    let doubt = error(couldNot: "the connection of \(driver.name) is being checked", failure)
    let before = live.withLock { live -> (ConnectionState, HSMError?)? in
      guard [.connected, .needsLogin, .failed].contains(live.state) else { return nil }
      defer {
        live.state = .suspect
        live.cause = doubt
      }
      return (live.state, live.cause)
    }
    if before != nil { onChange(status) }
    let soundness = look()
    guard let before else { return soundness }
    live.withLock { live in
      // Somebody else's loss or disconnection in between stands.
      guard live.state == .suspect else { return }
      (live.state, live.cause) = before
    }
    if soundness == .sound { onChange(status) }
    return soundness
  }

  /// Asks session, token and slots whether they are still there, and the same as before.
  ///
  /// - Returns: true when session, login, the token's serial and its slot are as they should be.
  public func probe() -> Bool { look() == .sound }

  func look() -> Soundness {
    let (anchor, token, isLoggedIn) = live.withLock { ($0.anchor, $0.token, $0.isLoggedIn) }
    // A failed question is the answer: the connection is not well.
    guard let anchor, let token, let info = try? anchor.info(),
      let now = try? anchor.module.tokenInfo(anchor.slot),
      let slots = try? anchor.module.slots()
    else { return .lost }
    countSessions(of: anchor.module)
    let needsUser = isLoggedIn && token.flags.contains(.CKF_LOGIN_REQUIRED)
    let isSame = now.serial == token.serial && !now.wasInitialisedAnew(since: token)
    guard isSame, slots.contains(anchor.slot) else { return .lost }
    return !needsUser || info.state.isUser ? .sound : .loggedOut
  }

  /// A login that ended behind our back is made anew, once, with the PIN that is held; no reconnection helps it.
  private func meetLostLogin(_ failure: CryptokiError, logins: Int) -> Verdict {
    switch renewLogin() {
    case .none: soundness(suspecting: failure) == .lost ? .lost : .answer
    case .some(false): .lost
    // Where it was renewed, by this thread or another, since the call began, the call is worth another try.
    case .some(true): logins != self.logins.load(ordering: .acquiring) ? .again : .answer
    }
  }

  /// Logs in once more where the login ended behind our back, with the PIN that is held; the state says what came of it.
  ///
  /// - Returns: false where the connection broke on the way; nil where the session cannot say whether it is logged in.
  func renewLogin() -> Bool? {
    relogin.withLock { _ in
      let (anchor, isLoggedIn) = live.withLock { ($0.anchor, $0.isLoggedIn) }
      // A session that cannot say it is the probe's to judge.
      guard let anchor, let info = try? anchor.info() else { return nil }
      guard isLoggedIn, !info.state.isUser else { return true }
      live.withLock {
        $0.isLoggedIn = false
        $0.proof = .open
      }
      do throws(HSMError) {
        try logInUnasked()
        try proveKeys(on: anchor.module)
      } catch {
        return false
      }
      live.withLock { live in
        guard !live.isLoggedIn, live.cause == nil else { return }
        live.cause = HSMError(
          .loginNeeded, "the login of driver \(driver.name) was ended by somebody else", remedy: "log in again")
      }
      announce(proving: false)
      return true
    }
  }

  /// Whether another thread has just put right a login that had ended; waits for it.
  var isLoggedInAnew: Bool { relogin.withLock { _ in live.withLock { $0.isLoggedIn } } }

  /// After a handle that was good is refused: the tracked keys are looked at anew, not more often than every few seconds.
  private func doubtKeys() {
    let isDue = watch.withLock { watch in
      guard watch.lastDoubt.map({ Date().timeIntervalSince($0) > 2 }) ?? true else { return false }
      watch.lastDoubt = Date()
      return true
    }
    guard isDue, tracking.withLock({ $0 }) != nil else { return }
    DispatchQueue.global().async { @Sendable [self] in proveAnew() }
  }

  /// Notes whether the module has sessions open that no connection of it has: somebody does not give them back.
  private func countSessions(of module: Module) {
    let ours = host.connections.reduce(0) { sum, connection in
      let pooled = connection.pool.count
      return sum + pooled.idle + pooled.taken + (connection.live.withLock { $0.anchor } == nil ? 0 : 1)
    }
    let strange = module.openSessionCount - ours
    live.withLock { live in
      live.strangeSessions = strange > 0 ? (strange, live.strangeSessions.beats + 1) : (0, 0)
    }
  }
}

extension SessionState {
  /// Whether the user is logged in, in a session of either kind.
  var isUser: Bool { self == .CKS_RO_USER_FUNCTIONS || self == .CKS_RW_USER_FUNCTIONS }
}
