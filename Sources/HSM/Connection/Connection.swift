internal import Cryptoki
internal import Foundation
public import SecretMemory
import Synchronization

/// A driver's live state: its token's slot, its sessions, its login. Any thread may use it; status never waits.
///
/// Some drivers talk to their HSM through a socket without guarding against SIGPIPE: the process should ignore it.
public final class Connection: Sendable {
  public typealias PINProvider = @Sendable (PINSource) throws(HSMError) -> SecretBytes?

  public let driver: DriverConfiguration
  let host: ModuleHost
  let heldPIN = SecretBox()
  let live: Mutex<Live>
  let onChange: @Sendable (ConnectionStatus) -> Void
  let pinProvider: PINProvider
  let pinGuard: PINGuard
  /// Cuts short the wait between two tries at this connection's own token.
  let wakeUp = WakeUp()
  let isSeeking = Mutex(false)
  let pool = SessionPool()
  let tracking = Mutex<(@Sendable (TokenIdentity) -> [TrackedKey])?>(nil)
  let watch = Mutex(Watch())
  let relogin = Mutex(())
  /// Counts the logins that were made, so that a call knows whether one came in between.
  let logins = Atomic<Int>(0)
  /// Whether the state is `disabled`, for callers who need no more than that: written with it, read without its lock.
  let isDisabled = Atomic<Bool>(false)
  let knownProfile = Mutex<DriverProfile?>(nil)
  /// Until this moment, in monotonic nanoseconds, no call can be past its deadline.
  let punctualUntil = Atomic<UInt64>(0)
  /// What is known of the module as a writer of PINs. Found once: files are looked at for it.
  let pinLoggers: [PINLogger]

  struct Live {
    var state = ConnectionState.connecting
    var since = Date()
    var cause: HSMError?
    var attempt = 0
    var nextAttemptAt: Date?
    var slot: SlotID?
    var token: TokenInfo?
    var anchor: Session?
    /// As the profile has it.
    var hasReadOnlySessions = true
    var isLoggedIn = false
    var proof = KeyProof.open
    /// Sessions of the module that no connection knows, at how many probes in a row.
    var strangeSessions: (count: Int, beats: Int) = (0, 0)
    /// Where the held PIN came from, as `PINGuard.identity` says it; nil for a person.
    var heldSource: String?
    /// Set by a logout, until somebody wants a login again.
    var staysLoggedOut = false
  }

  /// - Parameters:
  ///   - modules: shared by all connections of the process.
  ///   - pinProvider: reads a PIN from a file or a command; nil where a person must type it.
  ///   - pinGuard: remembers which of those PINs were refused.
  ///   - onChange: is told of each change of state, on the thread where it happened.
  public init(
    driver: DriverConfiguration, modules: LoadedModules, pinProvider: @escaping PINProvider,
    pinGuard: PINGuard = .inMemory(), onChange: @escaping @Sendable (ConnectionStatus) -> Void = { _ in }
  ) {
    self.driver = driver
    self.host = modules.host(for: driver)
    self.pinProvider = pinProvider
    self.pinGuard = pinGuard
    self.onChange = onChange
    pinLoggers = PINLogger.rows(for: driver.modulePath)
    live = Mutex(Live())
  }

  /// The number of times that the module was initialised; an object's handle holds within one.
  public var generation: Int { host.generation }

  /// Loads and initialises the module, finds the token, opens a session and, where the PIN can be had without asking,
  /// logs in.
  ///
  /// - Parameter loggingIn: false leaves the login to a later `login`.
  /// - Throws: `HSMError` when there is no connection; a refused or missing PIN is no such error, but the state
  ///   `needsLogin`.
  public func connect(loggingIn: Bool = true) throws(HSMError) {
    set(.connecting)
    if loggingIn { live.withLock { $0.staysLoggedOut = false } }
    host.attach(self)
    // A neighbour's reconnection takes this one along: it need not wait for its time.
    if host.isRestoring { host.retryNow() }
    do {
      // Inside the gate, so that the module is not restarted under these calls.
      try enterGate()
      defer { host.gate.leave() }
      let module = try host.start()
      if isEstablished, probe() {
        // It is well already: only the login may be missing.
        if loggingIn, !live.withLock({ $0.isLoggedIn }) { try logInUnasked() }
      } else {
        try establish(on: module, loggingIn: loggingIn)
      }
    } catch {
      live.withLock { $0.cause = error }
      set(.failed)
      throw error
    }
    announce()
  }

  /// Goes on trying after a failed `connect`, in the background, as after a loss.
  ///
  /// Where other drivers of the library are well, only this one's token is looked for: the library is not restarted.
  public func keepTrying(after error: HSMError) {
    if host.serves(othersThan: self) {
      host.seek(for: self, after: error)
    } else {
      host.reportLoss(error, in: host.generation)
    }
  }

  /// Makes a waiting reconnection try now.
  public func retryNow() {
    wakeUp.signal()
    host.retryNow()
    // A token whose keys are not right waits for no try: they are looked at again.
    if live.withLock({ $0.state == .failed && $0.anchor != nil }) {
      DispatchQueue.global().async { @Sendable [self] in proveAnew() }
    }
  }

  /// Logs out, closes all sessions and leaves the module.
  ///
  /// New callers are refused at once; those inside are waited for, for at most the deadline of a quick call. Where one
  /// hangs, the module is left as it is: drivers crash when they are finalised under a running call.
  ///
  /// - Parameter patience: the longest wait; nil takes the driver's deadline of a quick call.
  public func disconnect(patience: Duration? = nil) {
    heldPIN.wipe()
    // First of all, so that a reconnection under way does not take this connection up again.
    set(.disabled)
    wakeUp.signal()
    if hangingCall == nil {
      host.whileQuiet(within: patience ?? driver.deadlines.call) {
        let anchor = live.withLock { $0.isLoggedIn ? $0.anchor : nil }
        // The login ends with the sessions in any case.
        try? anchor?.logout()
        dropSessions()
      }
    }
    host.detach(self)
    live.withLock {
      $0.isLoggedIn = false
      $0.staysLoggedOut = false
      $0.slot = nil
      $0.token = nil
      $0.attempt = 0
      $0.nextAttemptAt = nil
      $0.cause = nil
    }
    onChange(status)
  }

  /// Finds the token and opens the session that keeps the login.
  private func establish(on module: Module, loggingIn: Bool) throws(HSMError) {
    let known = live.withLock { $0.token }
    let (slot, token) = try driver.token.find(in: module, driver: driver)
    if let known { try requireSame(token, as: known) }
    do {
      let rules = profile.sessions
      let anchor = try module.openSession(on: slot, readWrite: !rules.hasReadOnly)
      host.sessionOwners.add(session: anchor.handle, of: driver.name)
      pool.setLimit([token.maximumSessions.map { Int(clamping: $0) }, rules.limit].compactMap { $0 }.min())
      _ = try anchor.info()
      live.withLock {
        $0.slot = slot
        $0.token = token
        $0.anchor = anchor
        $0.hasReadOnlySessions = rules.hasReadOnly
        $0.isLoggedIn = !token.flags.contains(.CKF_LOGIN_REQUIRED)
        $0.proof = .open
      }
    } catch {
      throw HSMError(couldNot: "no session with token \(token.label)", error)
    }
    do throws(HSMError) {
      if loggingIn { try logInUnasked() }
      try proveKeys(on: module)
    } catch {
      // Half a connection is none: whoever looks for the token shall begin anew.
      dropSessions()
      throw error
    }
  }

  /// Refuses a token that has taken the place of the one that was there, or that was wiped since.
  private func requireSame(_ token: TokenInfo, as known: TokenInfo) throws(HSMError) {
    if known.serial != token.serial {
      throw HSMError(
        .noToken, "another token has taken this one's place: serial \(token.serial), before \(known.serial)",
        remedy: "disconnect and connect again if the replacement is meant")
    }
    if token.wasInitialisedAnew(since: known) {
      throw HSMError(
        .noToken, "token \(token.label) was initialised anew by somebody: it has no user PIN any more, and no keys",
        remedy: "restore it from its backup; disconnect and connect again if it is meant to be empty")
    }
  }

  /// Takes the connection up again, called by the host's reconnection with the gate closed.
  func restore(on module: Module) throws(HSMError) {
    try establish(on: module, loggingIn: true)
    // Whoever disconnects while that went on has the last word.
    if !isWanted { dropSessions() }
  }

  /// Whether somebody wants this connection: it was not disconnected.
  var isWanted: Bool { live.withLock { $0.state != .disabled } }

  /// Whether a reconnection brings it back as it is, without a person who logs in.
  var comesBackUnasked: Bool {
    guard live.withLock({ $0.isLoggedIn && $0.token?.flags.contains(.CKF_LOGIN_REQUIRED) ?? false }) else {
      return true
    }
    switch driver.pin {
    case .file, .command: return true
    case .protected: return false
    case .prompt: return heldPIN.count > 0
    }
  }

  /// Whether its token was found and is in use.
  var isEstablished: Bool { live.withLock { $0.state != .disabled && $0.anchor != nil } }

  /// Lets go of all sessions. Those that others still use close when they are given back.
  func dropSessions() {
    let dropped = live.withLock { live in
      defer { live.anchor = nil }
      live.isLoggedIn = false
      live.proof = .open
      return live.anchor
    }
    for session in pool.takeAllIdle() { session.close() }
    dropped?.close()
  }
}

extension TokenInfo {
  /// Whether somebody called C_InitToken since: the user's PIN is gone with the keys.
  func wasInitialisedAnew(since known: TokenInfo) -> Bool {
    known.flags.contains(.CKF_USER_PIN_INITIALIZED) && !flags.contains(.CKF_USER_PIN_INITIALIZED)
  }
}
