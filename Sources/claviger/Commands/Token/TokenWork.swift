import ArgumentParser
import Cryptoki
import Dispatch
import Foundation
import Glibc
import HSM
import KeyStoreAPI
import Model
import SecretMemory
import Settings
import Synchronization

/// A task of a security officer, or the change of a PIN, on one driver's module: nothing else is done with it in this
/// process.
final class TokenWork: Sendable {
  let invocation: Invocation
  let driver: DriverConfiguration
  let administration: TokenAdministration
  let store: Store
  let reader: PINReader
  private let pinGuard: PINGuard
  private let intent = Mutex<AuditIntent?>(nil)
  private let end = Mutex<Result<SlotListing, CommandFailure>?>(nil)

  /// Does the task on a thread of its own, so that a call that hangs still ends the command; prints the token as it then
  /// is, and leaves the module.
  static func run(
    _ options: GlobalOptions, done: String, _ body: @escaping @Sendable (TokenWork) throws -> SlotListing
  ) throws -> Never {
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let work = try TokenWork(invocation)
    Interruption.watch()
    switch work.result(of: body) {
    case .success(let slot):
      work.administration.close()
      let message = "\(done) token \(slot.token?.label ?? "")"
      invocation.showChange(slot.token.map { .token(slot, $0) } ?? .null, message)
      throw CommandEnd(0)
    case .failure(let failure):
      failure.report(asJSON: invocation.options.json)
      // A call that hangs holds locks that the libraries' exit handlers may want.
      guard work.administration.hangingCall == nil else { _exit(failure.status) }
      work.administration.close()
      throw CommandEnd(failure.status)
    }
  }

  private init(_ invocation: Invocation) throws {
    self.invocation = invocation
    let configuration = try invocation.configuration()
    driver = try invocation.soleDriver(of: configuration)
    store = try invocation.openStore(configuration, forChange: true)
    reader = PINReader(trustsPermissions: invocation.options.trustPermissions)
    pinGuard = PINGuard(store: store, logins: invocation.logins, pinReader: reader)
    administration = TokenAdministration(driver, modules: LoadedModules(trace: invocation.callTrace))
    try invocation.setEnvironment(of: configuration, recordingIn: store)
    let warnings =
      configuration.warnings + configuration.passedOver
      + driver.pinWarnings(environment: ProcessInfo.processInfo.environment)
    for warning in warnings { invocation.streams.message("claviger: \(PlainText.safe(warning))") }
  }

  private func result(
    of body: @escaping @Sendable (TokenWork) throws -> SlotListing
  ) -> Result<SlotListing, CommandFailure> {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread { @Sendable [self] in
      let result: Result<SlotListing, CommandFailure>
      do {
        result = .success(try body(self))
      } catch {
        result = .failure(CommandFailure(any: error))
      }
      end.withLock { $0 = result }
      done.signal()
    }
    thread.name = "token"
    thread.start()
    while done.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      guard let call = administration.hangingCall else { continue }
      // What can still be said of it; nothing waits for this.
      if let intent = intent.withLock({ $0 }) { try? store.finishAudit(intent, result: "unknown: no answer") }
      return .failure(
        CommandFailure(
          3, "\(call.function) has not returned for \(Int(call.seconds)) s: the outcome is unknown",
          remedy: "look at the HSM and its network, then at the token: `claviger tokens`"))
    }
    return end.withLock { $0 } ?? .failure(CommandFailure(1, "the task ended without a word"))
  }

  /// Does something to a token with its intent logged before and its outcome after.
  func audited(
    _ action: String, _ slot: SlotListing, from: String? = nil, to: String? = nil, _ body: () throws -> SlotListing
  ) throws -> SlotListing {
    let intent = try store.beginAudit(
      action, "\(slot.auditWords), driver \(driver.name)", from: from, to: to, reason: invocation.options.reason)
    self.intent.withLock { $0 = intent }
    defer { self.intent.withLock { $0 = nil } }
    let result: SlotListing
    do {
      result = try body()
    } catch {
      let failure = CommandFailure(any: error)
      // The failure itself is what a person has to read; an intent without outcome says enough.
      try? store.finishAudit(intent, result: "failed: " + (failure.returnName ?? failure.message))
      throw error
    }
    try store.finishAudit(intent, result: "done", to: result.auditWords)
    return result
  }

  /// Lends a PIN for one try at a token. A file's that was refused before is not read.
  ///
  /// - Parameters:
  ///   - driver: whose login this is; nil for the security officer, who may look after any token.
  ///   - user: CKU_SO, or the driver's user.
  func withPIN(
    _ pin: TokenPIN, for slot: SlotListing, driver: String?, user: String,
    _ body: (borrowing SecretBytes) throws -> SlotListing
  ) throws -> SlotListing {
    guard let token = slot.token.map(TokenIdentity.init) else { return try body(try pin.read(invocation, reader)) }
    if case .typed = pin { tellTries(of: user == UserType.CKU_SO.name ? .securityOfficer : .user) }
    guard let source = try pin.identity(reader) else {
      let result = try body(try pin.read(invocation, reader))
      pinGuard.acceptTyped(driver, token, user)
      return result
    }
    let attempt = PINAttempt(driver: driver, token: token, user: user, source: source)
    try pinGuard.claim(attempt)
    var outcome = PINAttempt.Outcome.untold
    defer { pinGuard.settle(attempt, outcome) }
    let secret = try pin.read(invocation, reader)
    do {
      let result = try body(secret)
      outcome = .accepted
      return result
    } catch let error as HSMError {
      if let cause = error.cause, cause.isRefusalOfPIN { outcome = .refused(cause) }
      throw error
    }
  }

  /// The user has another PIN now: what the token refused before says nothing of it.
  func forgetRefusals(of slot: SlotListing) {
    if let token = slot.token { pinGuard.acceptTyped(nil, TokenIdentity(token), driver.login.words) }
  }

  /// How many tries there are and what follows the last, as the driver's profile knows, before a PIN is asked.
  private func tellTries(of role: PINRole) {
    let profile = administration.profile
    guard let rule = role == .user ? profile.userPIN : profile.soPIN, !invocation.options.noInput else { return }
    invocation.streams.message(rule.words)
  }

  /// Whether the last try before the token locks is meant; a person confirms it by typing the token's label.
  func confirmsFinalTry(of role: PINRole, _ slot: SlotListing) throws -> Bool {
    guard let token = slot.token, token.flags.pinState(of: role) == .finalTry else { return false }
    try invocation.confirm("One more wrong PIN of \(role.words) locks token \(token.label)", by: token.label)
    return true
  }
}

extension SlotListing {
  /// The token as the audit log names it.
  fileprivate var auditWords: String { "token \(tokenWords), serial \(token?.serial ?? "")" }
}

extension CryptokiError {
  /// Whether it is about the PIN that was tried, and not about one that was to be set.
  fileprivate var isRefusalOfPIN: Bool {
    switch function {
    case .C_Login: [.CKR_PIN_INCORRECT, .CKR_PIN_INVALID, .CKR_PIN_LEN_RANGE, .CKR_PIN_LOCKED].contains(code)
    case .C_InitToken: [.CKR_PIN_INCORRECT, .CKR_PIN_LOCKED].contains(code)
    default: false
    }
  }
}
