public import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// Whether the token takes a read/write session.
  ///
  /// By the standard session objects can be made in a read-only one; some modules refuse that with
  /// CKR_SESSION_READ_ONLY.
  var mayWrite: Bool { !live.withLock { $0.token?.flags.contains(.CKF_WRITE_PROTECTED) ?? false } }

  /// Lends a session for the time of `body`, and meets what goes wrong with the connection.
  ///
  /// A lost connection closes the gate for all threads and is restored; a call that may be repeated then waits and runs
  /// once more. A suspect code is followed by a probe, which decides whether it was a loss or the token's answer. A
  /// stale handle, a session that was dropped and a login that ended are put right without a reconnection, and the call
  /// is repeated once.
  ///
  /// - Parameters:
  ///   - readWrite: whether token objects are made or changed.
  ///   - needsLogin: false for what the public may see.
  ///   - repeats: whether running `body` twice does no harm: true for reading, encrypting, decrypting, signing. Whatever
  ///     it says, a call that `RepeatRule` has as `never` is not made twice.
  ///   - what: what could not be done, for the error: "the keys could not be listed".
  public func withSession<Result>(
    readWrite: Bool = false, needsLogin: Bool = true, repeats: Bool = true, couldNot what: String,
    _ body: (Session) throws(CryptokiError) -> Result
  ) throws(HSMError) -> Result {
    var isRepeated = false
    while true {
      try enterGate()
      let generation = host.generation
      let logins = logins.load(ordering: .acquiring)
      let failure: CryptokiError
      var hasBegun = false
      var verdict: Verdict
      do {
        defer { host.gate.leave() }
        switch try withPooledSession(readWrite: readWrite, needsLogin: needsLogin, hasBegun: &hasBegun, body) {
        case .success(let value): return value
        case .failure(let error): failure = error
        }
        // Still inside the gate: nobody may restart the module under the probe.
        verdict = judge(failure, logins: logins)
      }
      // A session that is gone as soon as it was opened anew is no accident.
      if verdict == .again, isRepeated, failure.code.isOfSession { verdict = .lost }
      let error = error(couldNot: what, failure)
      if verdict == .lost { host.reportLoss(error, in: generation) }
      // What failed before the work began was not done.
      let mayRepeat = !isRepeated && (!hasBegun || (repeats && failure.function.repeatRule == .once))
      if verdict != .answer, mayRepeat {
        isRepeated = true
        continue
      }
      guard verdict == .lost, hasBegun, !repeats || failure.function.repeatRule != .once else { throw error }
      throw Self.unknownOutcome(couldNot: what, failure)
    }
  }

  private static func unknownOutcome(couldNot what: String, _ failure: CryptokiError) -> HSMError {
    var remedy = "look at the token's objects before you try again"
    if case .never(let look) = failure.function.repeatRule { remedy = look }
    return HSMError(
      .notConnected, "\(what): the connection was lost in \(failure.function.rawValue), and the outcome is unknown",
      remedy: remedy, cause: failure)
  }

  /// - Parameter hasBegun: set before `body` runs; while it is not, nothing of the work was done.
  private func withPooledSession<Value>(
    readWrite: Bool, needsLogin: Bool, hasBegun: inout Bool, _ body: (Session) throws(CryptokiError) -> Value
  ) throws(HSMError) -> Swift.Result<Value, CryptokiError> {
    let (slot, isLoggedIn, hasReadOnly) = live.withLock { ($0.slot, $0.isLoggedIn, $0.hasReadOnlySessions) }
    guard !isDisabled.load(ordering: .acquiring), let slot else {
      throw HSMError(.notConnected, "driver \(driver.name) is not connected", remedy: "connect it first")
    }
    guard isLoggedIn || !needsLogin || isLoggedInAnew else {
      throw HSMError(
        .loginNeeded, "driver \(driver.name) is not logged in",
        remedy: "log in: press l in the console, or give the PIN by `pin:` or --pin-file")
    }
    let isReadWrite = readWrite || !hasReadOnly
    guard let place = pool.take(readWrite: isReadWrite, before: Date(timeIntervalSinceNow: patience)) else {
      throw HSMError(
        .failed, "all \(pool.count.taken) sessions of driver \(driver.name) are in use",
        remedy: "try again later, or raise the token's limit of sessions")
    }
    var kept: Session?
    defer { pool.give(back: kept) }
    let result = Swift.Result { () throws(CryptokiError) in
      let session = try session(for: place, on: slot, readWrite: isReadWrite)
      hasBegun = true
      let value = try body(session)
      // Given back to a connection that was ended meanwhile, it closes.
      if !session.isUnfit, !isDisabled.load(ordering: .acquiring) { kept = session }
      return (value, session.handle)
    }
    switch result {
    case .success((let value, let handle)):
      try refuseIfLate(handle)
      return .success(value)
    case .failure(let error):
      return .failure(error)
    }
  }

  private func session(
    for place: SessionPool.Place, on slot: SlotID, readWrite: Bool
  ) throws(CryptokiError) -> Session {
    switch place {
    case .session(let session): return session
    case .free(let closing):
      closing?.close()
      guard let module = host.module else {
        throw CryptokiError(function: .C_OpenSession, code: .CKR_CRYPTOKI_NOT_INITIALIZED)
      }
      do throws(CryptokiError) {
        let session = try module.openSession(on: slot, readWrite: readWrite)
        host.sessionOwners.add(session: session.handle, of: driver.name)
        return session
      } catch {
        if error.code == .CKR_SESSION_COUNT { pool.shrink() }
        throw error
      }
    }
  }

  /// Drops the result of a call for which everybody had been told that it hangs.
  private func refuseIfLate(_ session: UInt) throws(HSMError) {
    guard host.forgetLate(session) else { return }
    throw HSMError(
      .stuck, "a call to driver \(driver.name) came back after its deadline, and its result was dropped",
      remedy: "try again; look first where something was to be made or changed")
  }

  /// The longest wait of a caller, in seconds.
  var patience: Double { driver.deadlines.call.seconds }

  /// Waits at the gate for at most the deadline of a quick call.
  func enterGate() throws(HSMError) {
    if isDisabled.load(ordering: .acquiring) {
      throw HSMError(.notConnected, "driver \(driver.name) is disconnected", remedy: "connect it first")
    }
    if mayHang, let hanging = hangingCall {
      throw HSMError(
        .stuck, "driver \(driver.name) is stuck: \(hanging.function) has not returned for \(Int(hanging.seconds)) s",
        remedy: "wait, or look at the HSM's network; other drivers go on")
    }
    guard host.gate.enter(before: Date(timeIntervalSinceNow: patience)) else {
      let cause = live.withLock { $0.cause }
      throw HSMError(
        .notConnected, "driver \(driver.name) is being reconnected" + (cause.map { ": \($0.message)" } ?? ""),
        remedy: "wait for the connection; `claviger status --watch` shows it", cause: cause?.cause)
    }
    host.watchdog.wake(for: host)
  }
}

extension ReturnCode {
  /// Whether it says that a session is gone, and of the token nothing yet.
  var isOfSession: Bool { self == .CKR_SESSION_HANDLE_INVALID || self == .CKR_SESSION_CLOSED }
}
