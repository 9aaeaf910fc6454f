internal import Cryptoki
internal import Foundation
public import SecretMemory
import Synchronization

extension Connection {
  /// Logs in with a PIN that a person typed. It is tried once.
  ///
  /// - Parameters:
  ///   - pin: wiped on refusal; held for reconnections otherwise, unless the driver's `hold-pin` is off.
  ///   - finalTry: allows the attempt after which the token locks the PIN.
  /// - Throws: `HSMError`: `pinRefused`, `pinLocked`, or what the connection came to.
  public func login(pin: consuming sending SecretBytes, finalTry: Bool = false) throws(HSMError) {
    let box = SecretBox(pin)
    try inGate { () throws(HSMError) in
      let token = try tokenAdmittingTry(finalTry: finalTry)
      do throws(HSMError) {
        // Where somebody was logged in already, the token did not look at the PIN.
        if try tryPIN(from: box, on: token, source: nil) {
          pinGuard.acceptTyped(driver.name, TokenIdentity(token), driver.login.words)
        }
      } catch {
        noteRefusal(error, on: token)
        throw error
      }
      live.withLock { $0.staysLoggedOut = false }
    }
    announce()
  }

  /// Logs in with the PIN that the driver's file or command gives. A source that was refused is not asked again.
  ///
  /// - Parameter finalTry: allows the attempt after which the token locks the PIN.
  /// - Throws: `HSMError`: `pinRefused`, `pinLocked`, `pinUnavailable`, or what the connection came to; `loginNeeded`
  ///   where a person must type the PIN.
  public func loginFromSource(finalTry: Bool = false) throws(HSMError) {
    guard let source = try pinGuard.identity(driver.pin) else {
      throw HSMError(
        .loginNeeded, "driver \(driver.name) has no PIN that can be had without asking",
        remedy: "type it, or set `pin:` in the configuration")
    }
    try inGate { () throws(HSMError) in
      try tryUnasked(source, finalTry: finalTry) { () throws(HSMError) in try pinProvider(driver.pin) }
      live.withLock { $0.staysLoggedOut = false }
    }
    announce()
  }

  /// Logs in at the token's own PIN pad; waits as long as the person takes.
  public func loginAtPINPad() throws(HSMError) {
    try inGate { () throws(HSMError) in
      let token = try tokenAdmittingTry(finalTry: true)
      guard token.flags.contains(.CKF_PROTECTED_AUTHENTICATION_PATH) else {
        throw HSMError(
          .loginNeeded, "token \(token.label) has no PIN pad", remedy: "set `pin:` of driver \(driver.name) to prompt")
      }
      let session = try anchored().session
      do throws(CryptokiError) {
        try session.loginAtPINPad(driver.login.userType)
        pinGuard.acceptTyped(driver.name, TokenIdentity(token), driver.login.words)
      } catch let error where error.code != .CKR_USER_ALREADY_LOGGED_IN {
        let failure = self.error(couldNot: "the login at the PIN pad of token \(token.label) failed", error)
        noteRefusal(failure, on: token)
        throw failure
      } catch {}
      noteLogin(session)
      live.withLock { $0.staysLoggedOut = false }
    }
    announce()
  }

  /// Logs out and wipes the held PIN; public objects stay visible. A reconnection does not log in again by itself.
  public func logout() throws(HSMError) {
    heldPIN.wipe()
    live.withLock { $0.staysLoggedOut = true }
    try inGate { () throws(HSMError) in
      let (session, token) = try anchored()
      do throws(CryptokiError) {
        try session.logout()
      } catch let error where error.code != .CKR_USER_NOT_LOGGED_IN {
        throw self.error(couldNot: "the logout from token \(token.label) failed", error)
      } catch {}
      live.withLock { $0.isLoggedIn = false }
    }
    announce()
  }

  /// Logs in without asking anybody, where that can be done: with the held PIN, a file's or a command's. A PIN that is
  /// not there, or not to be tried, is the connection's cause.
  ///
  /// - Throws: `HSMError`: the connection is not well.
  func logInUnasked() throws(HSMError) {
    let (needed, unwanted, heldSource) = live.withLock { live in
      (live.token?.flags.contains(.CKF_LOGIN_REQUIRED) ?? false, live.staysLoggedOut, live.heldSource)
    }
    guard needed, !unwanted else { return }
    do throws(HSMError) {
      if heldPIN.isEmpty {
        guard let source = try pinGuard.identity(driver.pin) else { return }
        try tryUnasked(source, finalTry: false) { () throws(HSMError) in try pinProvider(driver.pin) }
      } else if let heldSource {
        try tryUnasked(heldSource, finalTry: false) { heldPIN.copy() }
      } else {
        // Typed by a person here: no other process has it.
        let token = try tokenAdmittingTry(finalTry: false)
        guard let pin = heldPIN.copy() else { return }
        try tryPIN(from: SecretBox(pin), on: token, source: nil)
      }
    } catch {
      guard error.code.isAboutLogin else { throw error }
      live.withLock { $0.cause = error }
    }
  }

  /// Makes the one try that a source has. It is claimed before the PIN is fetched, so that processes that are started
  /// together fetch and try it once in all.
  private func tryUnasked(
    _ source: String, finalTry: Bool, _ fetch: () throws(HSMError) -> SecretBytes?
  ) throws(HSMError) {
    let token = try tokenAdmittingTry(finalTry: finalTry)
    let attempt = PINAttempt(
      driver: driver.name, token: TokenIdentity(token), user: driver.login.words, source: source)
    try pinGuard.claim(attempt)
    var outcome = PINAttempt.Outcome.untold
    defer { pinGuard.settle(attempt, outcome) }
    guard let pin = try fetch() else { return }
    do {
      if try tryPIN(from: SecretBox(pin), on: token, source: source) { outcome = .accepted }
    } catch {
      if let cause = error.cause, error.code == .pinRefused || error.code == .pinLocked { outcome = .refused(cause) }
      throw error
    }
  }

  /// Remembers that a person's PIN was refused; a connection that broke says nothing of it.
  private func noteRefusal(_ error: HSMError, on token: TokenInfo) {
    guard let cause = error.cause, error.code == .pinRefused || error.code == .pinLocked else { return }
    pinGuard.refuseTyped(driver.name, TokenIdentity(token), driver.login.words, cause)
  }

  /// The driver's token as it stands now, unless its flags forbid a try.
  private func tokenAdmittingTry(finalTry: Bool) throws(HSMError) -> TokenInfo {
    let session = try anchored().session
    let token: TokenInfo
    do throws(CryptokiError) {
      token = try askingAgain(while: { $0.code == .CKR_GENERAL_ERROR }) { () throws(CryptokiError) in
        try session.module.tokenInfo(session.slot)
      }
    } catch {
      throw self.error(couldNot: "the token of driver \(driver.name) could not be asked for its PIN's state", error)
    }
    live.withLock { $0.token = token }
    do {
      try token.admitTry(of: .user, finalTry: finalTry)
    } catch {
      if error.code == .pinLocked { heldPIN.wipe() }
      throw error
    }
    return token
  }

  /// Makes one attempt with the PIN in a box; false where somebody is logged in already, so that it was not looked at.
  ///
  /// - Parameter source: where the PIN comes from; nil for a person.
  @discardableResult
  private func tryPIN(from box: SecretBox, on token: TokenInfo, source: String?) throws(HSMError) -> Bool {
    let session = try anchored().session
    guard let pin = box.take() else {
      throw HSMError(.pinUnavailable, "no PIN was given", remedy: "type it, or set `pin:` of driver \(driver.name)")
    }
    do {
      try session.login(as: driver.login, profile.login, pin: pin)
    } catch let error where error.code == .CKR_USER_ALREADY_LOGGED_IN {
      // The sessions of this process are logged in; the PIN is not kept.
      live.withLock { $0.isLoggedIn = true }
      return false
    } catch {
      let refusal = self.error(couldNot: "token \(token.label) refused the login", error)
      // A connection that broke says nothing of the PIN.
      if refusal.code != .notConnected { heldPIN.wipe() }
      throw refusal
    }
    if driver.holdsPIN {
      heldPIN.put(pin)
      live.withLock { $0.heldSource = source }
    }
    noteLogin(session)
    return true
  }

  private func noteLogin(_ session: Session) {
    // What the token says of wrong PINs ends with the right one; a token that cannot say it now keeps what it said.
    let now = try? session.module.tokenInfo(session.slot)
    logins.add(1, ordering: .releasing)
    live.withLock {
      $0.isLoggedIn = true
      $0.cause = nil
      $0.token = now ?? $0.token
    }
  }

  private func inGate(_ body: () throws(HSMError) -> Void) throws(HSMError) {
    try enterGate()
    defer { host.gate.leave() }
    try body()
  }

  private func anchored() throws(HSMError) -> (session: Session, token: TokenInfo) {
    let (anchor, token) = live.withLock { ($0.anchor, $0.token) }
    guard let anchor, let token else {
      throw HSMError(
        .notConnected, "driver \(driver.name) is not connected", remedy: "connect it first; `claviger status` tells why"
      )
    }
    return (anchor, token)
  }
}
