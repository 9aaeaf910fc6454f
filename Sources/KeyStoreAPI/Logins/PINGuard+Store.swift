internal import Cryptoki
internal import Foundation
public import HSM

extension PINGuard {
  /// Remembers for all processes: in the store; while there is none, or it must not be written, elsewhere.
  ///
  /// - Parameters:
  ///   - store: the store that processes share. It is not made for this.
  ///   - elsewhere: a store of the user's own that is made where it is needed; nil where there is no place for one: then
  ///     what is not in the store is remembered for this process alone.
  ///   - patience: how long to wait for another process that tries the same PIN.
  ///   - identity: what a source is known by until it changes.
  public init(
    store: Store, elsewhere: Store?, patience: Duration = .seconds(30),
    identity: @escaping @Sendable (PINSource) throws(HSMError) -> String?
  ) {
    let memory = LoginMemory(store: store, elsewhere: elsewhere, patience: patience)
    self.init(
      identity: identity,
      claim: { (attempt) throws(HSMError) in try memory.claim(attempt) },
      settle: { memory.settle($0, $1) },
      acceptTyped: { memory.acceptTyped($0, $1, $2) },
      refuseTyped: { memory.refuseTyped($0, $1, $2, $3) })
  }
}

/// Where the tries of this process are remembered.
private struct LoginMemory {
  let store: Store
  let elsewhere: Store?
  let patience: Duration
  let ownProcess = PINGuard.inMemory()

  /// Waits for a process that tries the same PIN, then takes the try.
  func claim(_ attempt: PINAttempt) throws(HSMError) {
    try ownProcess.claim(attempt)
    let deadline = ContinuousClock.now + patience
    while true {
      let claim: LoginClaim
      do throws(KeyStoreError) {
        claim = try take(attempt)
      } catch {
        throw HSMError(
          .pinUnknown, "the login of driver \(attempt.driver ?? "") was not tried: \(error.message)",
          remedy: error.remedy ?? "mend the store")
      }
      guard case .busy(let process, let since) = claim else { return try judge(claim, attempt) }
      guard ContinuousClock.now < deadline else {
        throw HSMError(
          .loginNeeded,
          "process \(process.number) has been logging in to token \(attempt.token.label) with the same PIN since \(since.words)",
          remedy: "wait for it, or end it")
      }
      usleep(20_000)
    }
  }

  /// What is remembered in either place counts; a try is claimed in one.
  private func take(_ attempt: PINAttempt) throws(KeyStoreError) -> LoginClaim {
    if try store.exists {
      let claim = try store.lookUp(attempt)
      if claim != .granted { return claim }
    }
    if let elsewhere, try elsewhere.exists {
      let claim = try elsewhere.lookUp(attempt.elsewhere(than: store))
      if claim != .granted { return claim }
    }
    if try remembersInStore { return try store.claim(attempt) }
    return try elsewhere?.claim(attempt.elsewhere(than: store)) ?? .granted
  }

  private var remembersInStore: Bool {
    get throws(KeyStoreError) { store.access == .readWrite ? try store.exists : false }
  }

  private func judge(_ claim: LoginClaim, _ attempt: PINAttempt) throws(HSMError) {
    switch claim {
    case .granted, .busy: return
    case .refused(let refusal):
      let label = attempt.token.label
      throw HSMError(
        .pinRefused,
        refusal.answer.map {
          "token \(label) refused this PIN of \(attempt.user) before: \($0.code.meaning) (\(refusal.at.words), \(refusal.who)); it is not tried again"
        }
          ?? "the processes that tried this PIN of \(attempt.user) on token \(label) ended before they knew what came of it, the last at \(refusal.at.words); it is not tried again",
        remedy: "correct the PIN's file or command, or log in by typing it: --ask-pin, or l in the console",
        cause: refusal.answer)
    case .otherToken(let known):
      throw HSMError(
        .loginNeeded,
        "driver \(attempt.driver ?? "") has another token now: \(attempt.token.difference(from: known)); no PIN is sent to it unasked",
        remedy: "if the replacement is meant, log in once by typing the PIN: --ask-pin, or l in the console")
    }
  }

  /// A refusal that cannot be written leaves the claim, which counts as lost when this process ends.
  func settle(_ attempt: PINAttempt, _ outcome: PINAttempt.Outcome) {
    ownProcess.settle(attempt, outcome)
    let inStore = storeIfWritable
    try? inStore?.settle(attempt, outcome)
    // The try may have been claimed there before the store was made; the driver's token is remembered in one place.
    let driver = inStore == nil ? attempt.driver : nil
    try? elsewhereIfThere?.settle(attempt.elsewhere(than: store, driver: driver), outcome)
  }

  /// What cannot be written stays refused: the person types the PIN again next time.
  func acceptTyped(_ driver: String?, _ token: TokenIdentity, _ user: String) {
    ownProcess.acceptTyped(driver, token, user)
    try? storeIfWritable?.acceptTyped(driver: driver, token: token, user: user)
    try? elsewhereIfThere?.acceptTyped(driver: driver.map(store.location.qualified), token: token, user: user)
  }

  /// Nothing depends on this entry: where it cannot be written, the person hears of the refusal all the same.
  func refuseTyped(_ driver: String, _ token: TokenIdentity, _ user: String, _ answer: CryptokiError) {
    let draft = AuditDraft(login: driver, token, user, by: "typed", refused: answer)
    try? storeIfWritable?.recordAudit(
      action: draft.action, target: draft.target, from: draft.from, result: draft.result)
  }

  /// Where an outcome is written; a store that cannot even be asked for takes none, and the claim stays.
  private var storeIfWritable: Store? { (try? remembersInStore) == true ? store : nil }
  private var elsewhereIfThere: Store? { (try? elsewhere?.exists) == true ? elsewhere : nil }
}

extension PINAttempt {
  /// The same try where several stores' drivers are remembered together.
  fileprivate func elsewhere(than store: Store) -> PINAttempt { elsewhere(than: store, driver: driver) }

  fileprivate func elsewhere(than store: Store, driver: String?) -> PINAttempt {
    PINAttempt(driver: driver.map(store.location.qualified), token: token, user: user, source: source)
  }
}

extension StoreLocation {
  /// A driver's name where several stores' drivers are remembered together.
  fileprivate func qualified(_ driver: String) -> String { path + " " + driver }
}

extension Store {
  /// Forgets which token a driver of another store logged in to first, for one who makes both anew.
  public func forgetToken(of driver: String, in location: StoreLocation) throws(KeyStoreError) {
    guard try exists else { return }
    try forgetToken(of: location.qualified(driver))
  }
}

extension TokenIdentity {
  /// What changed, in words.
  fileprivate func difference(from known: TokenIdentity) -> String {
    let fields = [
      ("serial", known.serial, serial), ("manufacturer", known.manufacturer, manufacturer),
      ("model", known.model, model),
    ]
    return fields.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.2), before \($0.1)" }.joined(separator: "; ")
  }
}

extension Date {
  /// To the second, UTC, as messages have it.
  fileprivate var words: String { ISO8601DateFormatter().string(from: self) }
}
