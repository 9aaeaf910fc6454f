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

  /// Puts a failure into its class and, where the class alone does not decide, looks. The caller is inside the gate.
  func judge(_ failure: CryptokiError) -> Verdict {
    switch triage.verdict(of: failure.code) {
    case .callersError: return .answer
    case .lost: return .lost
    case .suspect:
      guard isSound(suspecting: failure) else { return .lost }
      guard failure.code.isOfSession else { return .answer }
      // Some HSMs drop sessions that were idle; those that still wait here are no better than this one.
      for session in pool.takeAllIdle() { session.close() }
      return .again
    case .staleHandle:
      guard isSound(suspecting: failure) else { return .lost }
      doubtKeys()
      return .again
    case .loginLost: return meetLostLogin(failure)
    }
  }

  /// Probes, and shows for so long that the connection is doubted.
  private func isSound(suspecting failure: CryptokiError) -> Bool {
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
    let isSound = probe()
    guard let before else { return isSound }
    live.withLock { live in
      // Somebody else's loss or disconnection in between stands.
      guard live.state == .suspect else { return }
      (live.state, live.cause) = before
    }
    if isSound { onChange(status) }
    return isSound
  }

  /// Asks session, token and slots whether they are still there, and the same as before.
  ///
  /// - Returns: true when session, login, the token's serial and its slot are as they should be.
  public func probe() -> Bool {
    let (anchor, token, isLoggedIn) = live.withLock { ($0.anchor, $0.token, $0.isLoggedIn) }
    // A failed question is the answer: the connection is not well.
    guard let anchor, let token, let info = try? anchor.info(),
      let now = try? anchor.module.tokenInfo(anchor.slot),
      let slots = try? anchor.module.slots()
    else { return false }
    countSessions(of: anchor.module)
    let needsUser = isLoggedIn && token.flags.contains(.CKF_LOGIN_REQUIRED)
    let isSame = now.serial == token.serial && !now.wasInitialisedAnew(since: token)
    return isSame && slots.contains(anchor.slot) && (!needsUser || info.state.isUser)
  }

  /// A login that ended behind our back is made anew, once, with the PIN that is held; no reconnection helps it.
  private func meetLostLogin(_ failure: CryptokiError) -> Verdict {
    relogin.withLock { _ in
      let (anchor, isLoggedIn) = live.withLock { ($0.anchor, $0.isLoggedIn) }
      // A session that cannot say it is the probe's to judge.
      guard let anchor, let info = try? anchor.info() else {
        return isSound(suspecting: failure) ? .answer : .lost
      }
      guard !info.state.isUser else { return .answer }
      guard isLoggedIn else { return .answer }
      live.withLock {
        $0.isLoggedIn = false
        $0.proof = .open
      }
      do throws(HSMError) {
        try logInUnasked()
        try proveKeys(on: anchor.module)
      } catch {
        return .lost
      }
      announce(proving: false)
      return live.withLock { $0.isLoggedIn } ? .again : .answer
    }
  }

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
