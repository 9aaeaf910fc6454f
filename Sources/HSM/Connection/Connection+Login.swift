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
    try enterGate()
    do {
      try login(from: box, finalTry: finalTry)
    } catch {
      host.gate.leave()
      throw error
    }
    host.gate.leave()
    live.withLock { $0.sourceWasRefused = false }
    announce()
  }

  /// Logs in at the token's own PIN pad; waits as long as the person takes.
  public func loginAtPINPad() throws(HSMError) {
    try enterGate()
    defer { host.gate.leave() }
    let (session, token) = try anchored()
    guard token.flags.contains(.CKF_PROTECTED_AUTHENTICATION_PATH) else {
      throw HSMError(
        .loginNeeded, "token \(token.label) has no PIN pad", remedy: "set `pin:` of driver \(driver.name) to prompt")
    }
    do {
      try session.loginAtPINPad(driver.login.userType)
    } catch let error where error.code != .CKR_USER_ALREADY_LOGGED_IN {
      throw HSMError(couldNot: "the login at the PIN pad of token \(token.label) failed", error)
    } catch {}
    live.withLock { $0.isLoggedIn = true }
    announce()
  }

  /// Logs out and wipes the held PIN; public objects stay visible.
  public func logout() throws(HSMError) {
    heldPIN.wipe()
    try enterGate()
    defer { host.gate.leave() }
    let (session, token) = try anchored()
    do {
      try session.logout()
    } catch let error where error.code != .CKR_USER_NOT_LOGGED_IN {
      throw HSMError(couldNot: "the logout from token \(token.label) failed", error)
    } catch {}
    live.withLock { $0.isLoggedIn = false }
    announce()
  }

  /// Logs in without asking anybody, where that can be done: with the held PIN, a file's or a command's.
  func logInUnasked() throws(HSMError) {
    let (needed, refused) = live.withLock { live in
      (live.token?.flags.contains(.CKF_LOGIN_REQUIRED) ?? false, live.sourceWasRefused)
    }
    guard needed, !refused else { return }
    let box: SecretBox
    if let held = heldPIN.copy() {
      box = SecretBox(held)
    } else {
      do {
        guard let pin = try pinProvider(driver.pin) else { return }
        box = SecretBox(pin)
      } catch {
        live.withLock { $0.cause = error }
        return
      }
    }
    do {
      try login(from: box, finalTry: false)
    } catch let error where error.code == .pinRefused || error.code == .pinLocked || error.code == .refused {
      live.withLock {
        $0.sourceWasRefused = true
        $0.cause = error
      }
    }
  }

  /// Makes one attempt with the PIN in a box, after a look at the token's own warnings.
  private func login(from box: SecretBox, finalTry: Bool) throws(HSMError) {
    if case .name = driver.login {
      throw HSMError(
        .refused, "driver \(driver.name) is configured to log in by a user's name, which this version cannot do",
        remedy: "set `login: {user: user}` where the driver takes it")
    }
    let (session, _) = try anchored()
    let token: TokenInfo
    do {
      token = try session.module.tokenInfo(session.slot)
    } catch {
      throw HSMError(couldNot: "token \(driver.name) could not be asked for its PIN's state", error)
    }
    live.withLock { $0.token = token }
    if token.flags.contains(.CKF_USER_PIN_LOCKED) {
      heldPIN.wipe()
      throw HSMError(
        .pinLocked, "the PIN of token \(token.label) is locked", remedy: "have the security officer set a new one")
    }
    if token.flags.contains(.CKF_USER_PIN_FINAL_TRY), !finalTry {
      throw HSMError(
        .refused, "one more wrong PIN locks token \(token.label)",
        remedy: "log in by hand, and confirm that the last try is meant")
    }
    guard let pin = box.take() else {
      throw HSMError(.pinUnavailable, "no PIN was given", remedy: "type it, or set `pin:` of driver \(driver.name)")
    }
    do {
      try session.login(driver.login.userType, pin: pin)
    } catch let error where error.code == .CKR_USER_ALREADY_LOGGED_IN {
      // The sessions of this process are logged in; the PIN was not looked at, and is not kept.
      live.withLock { $0.isLoggedIn = true }
      return
    } catch {
      let refusal = HSMError(couldNot: "token \(token.label) refused the login", error)
      // A connection that broke says nothing of the PIN.
      if refusal.code != .notConnected { heldPIN.wipe() }
      throw refusal
    }
    if driver.holdsPIN { heldPIN.put(pin) }
    // What the token says of wrong PINs ends with the right one; a token that cannot say it now keeps what it said.
    let now = try? session.module.tokenInfo(session.slot)
    live.withLock {
      $0.isLoggedIn = true
      $0.cause = nil
      $0.token = now ?? $0.token
    }
  }

  private func anchored() throws(HSMError) -> (Session, TokenInfo) {
    let (anchor, token) = live.withLock { ($0.anchor, $0.token) }
    guard let anchor, let token else {
      throw HSMError(
        .notConnected, "driver \(driver.name) is not connected", remedy: "connect it first; `claviger status` tells why"
      )
    }
    return (anchor, token)
  }
}

extension LoginIdentity {
  /// The user type that C_Login is given; a login by name is refused before it comes to that.
  var userType: UserType {
    switch self {
    case .user, .name: .CKU_USER
    case .number(let number): UserType(rawValue: number)
    }
  }
}
