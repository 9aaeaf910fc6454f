public import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// Lends a session for the time of `body`, and meets what goes wrong with the connection.
  ///
  /// A lost connection closes the gate for all threads and is restored; a call that may be repeated then waits and runs
  /// once more. A suspect code is followed by a probe, which decides whether it was a loss or the token's answer.
  ///
  /// - Parameters:
  ///   - readWrite: whether token objects are made or changed.
  ///   - needsLogin: false for what the public may see.
  ///   - repeats: whether running `body` twice does no harm: true for reading, encrypting, decrypting, signing.
  ///   - what: what could not be done, for the error: "the keys could not be listed".
  public func withSession<Result>(
    readWrite: Bool = false, needsLogin: Bool = true, repeats: Bool = true, couldNot what: String,
    _ body: (Session) throws(CryptokiError) -> Result
  ) throws(HSMError) -> Result {
    var mayRepeat = repeats
    while true {
      try enterGate()
      let generation = host.generation
      let failure: CryptokiError
      let isLoss: Bool
      do {
        defer { host.gate.leave() }
        switch try withPooledSession(readWrite: readWrite, needsLogin: needsLogin, body) {
        case .success(let value): return value
        case .failure(let error): failure = error
        }
        // Still inside the gate: nobody may restart the module under the probe.
        isLoss = self.isLoss(failure)
      }
      let error = error(couldNot: what, failure)
      guard isLoss else { throw error }
      host.reportLoss(error, in: generation)
      guard mayRepeat else {
        throw HSMError(
          .notConnected, "\(what): the connection was lost, and the outcome is unknown",
          remedy: "look at the token's objects before you try again", cause: failure)
      }
      mayRepeat = false
    }
  }

  private func withPooledSession<Value>(
    readWrite: Bool, needsLogin: Bool, _ body: (Session) throws(CryptokiError) -> Value
  ) throws(HSMError) -> Swift.Result<Value, CryptokiError> {
    let (slot, isLoggedIn, isDisabled, pooled) = live.withLock { live in
      let index = live.idle.lastIndex { $0.isReadWrite == readWrite && !$0.isGone }
      live.taken += 1
      return (live.slot, live.isLoggedIn, live.state == .disabled, index.map { live.idle.remove(at: $0) })
    }
    defer { live.withLock { $0.taken -= 1 } }
    guard !isDisabled, let slot, let module = host.module else {
      throw HSMError(.notConnected, "driver \(driver.name) is not connected", remedy: "connect it first")
    }
    guard isLoggedIn || !needsLogin else {
      throw HSMError(
        .loginNeeded, "driver \(driver.name) is not logged in",
        remedy: "log in: press l in the console, or give the PIN by `pin:` or --pin-file")
    }
    return Swift.Result { () throws(CryptokiError) in
      let session: Session
      if let pooled {
        session = pooled
      } else {
        session = try module.openSession(on: slot, readWrite: readWrite)
        host.sessionOwners.add(session: session.handle, of: driver.name)
      }
      let value = try body(session)
      // Given back to a connection that was ended meanwhile, it closes.
      live.withLock { if !session.isGone, !session.isUnfit, $0.state != .disabled { $0.idle.append(session) } }
      return value
    }
  }

  /// Waits at the gate for at most the deadline of a quick call.
  func enterGate() throws(HSMError) {
    if live.withLock({ $0.state == .disabled }) {
      throw HSMError(.notConnected, "driver \(driver.name) is disconnected", remedy: "connect it first")
    }
    if let hanging = hangingCall {
      throw HSMError(
        .stuck, "driver \(driver.name) is stuck: \(hanging.function) has not returned for \(Int(hanging.seconds)) s",
        remedy: "wait, or look at the HSM's network; other drivers go on")
    }
    guard host.gate.enter(before: Date(timeIntervalSinceNow: driver.deadlines.call.seconds)) else {
      let cause = live.withLock { $0.cause }
      throw HSMError(
        .notConnected, "driver \(driver.name) is being reconnected" + (cause.map { ": \($0.message)" } ?? ""),
        remedy: "wait for the connection; `claviger status --watch` shows it", cause: cause?.cause)
    }
  }

  /// Whether a code means that the connection is gone, by itself or after a probe.
  private func isLoss(_ error: CryptokiError) -> Bool {
    switch triage.verdict(of: error.code) {
    case .lost: return true
    case .callersError: return false
    case .staleHandle, .loginLost, .suspect: return !probe()
    }
  }

  /// Asks the session and the token whether they are still there, and the same as before.
  ///
  /// - Returns: true when session, login and the token's serial are as they should be.
  public func probe() -> Bool {
    let (anchor, token, isLoggedIn) = live.withLock { ($0.anchor, $0.token, $0.isLoggedIn) }
    guard let anchor, let token, let info = try? anchor.info(),
      // A failed question is the answer: the connection is not well.
      let now = try? anchor.module.tokenInfo(anchor.slot)
    else { return false }
    let needsUser = isLoggedIn && token.flags.contains(.CKF_LOGIN_REQUIRED)
    return now.serial == token.serial && (!needsUser || info.state.isUser)
  }

  /// One beat: a probe that keeps the session alive and finds a loss that nobody's call has met yet.
  public func beat() {
    guard live.withLock({ $0.state == .connected || $0.state == .needsLogin }),
      host.gate.enter(before: Date())
    else { return }
    let generation = host.generation
    let isWell = probe()
    host.gate.leave()
    if !isWell {
      host.reportLoss(
        HSMError(
          .notConnected, "token \(driver.name) no longer answers as before", remedy: "reconnection goes on by itself"),
        in: generation)
    }
  }
}

extension SessionState {
  /// Whether the user is logged in, in a session of either kind.
  var isUser: Bool { self == .CKS_RO_USER_FUNCTIONS || self == .CKS_RW_USER_FUNCTIONS }
}
