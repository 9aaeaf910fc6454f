import Cryptoki
import Foundation
import HSM
import Testing

@testable import KeyStoreAPI

/// Who may try a PIN that nobody typed, as the store tells it to all processes.
@Suite struct LoginClaimTests {
  private let fixture: StoreFixture
  private let attempt = PINAttempt(
    driver: "prod", token: TokenIdentity(label: "t", serial: "1", manufacturer: "m", model: "o"), user: "CKU_USER",
    source: "file /pin 1 2 3.4")
  private let wrongPIN = CryptokiError(function: .C_Login, code: .CKR_PIN_INCORRECT)
  /// No process started before the kernel.
  private let gone = ProcessIdentity(number: 1, start: -1)

  init() throws { fixture = try StoreFixture() }

  private func isRefused(_ claim: LoginClaim) -> Bool {
    if case .refused = claim { true } else { false }
  }

  @Test func `one process tries while the others wait, and all know of a refusal`() throws {
    let (one, other) = (fixture.other(), fixture.other())
    #expect(try one.claim(attempt) == .granted)
    guard case .busy(let process, _) = try other.claim(attempt) else {
      Issue.record("the second claim was not told to wait")
      return
    }
    #expect(process == .current)
    try one.settle(attempt, .refused(wrongPIN))
    guard case .refused(let refusal) = try other.claim(attempt) else {
      Issue.record("the refusal was not seen")
      return
    }
    #expect(refusal.answer == wrongPIN)
    #expect(refusal.who == one.actor.description)
  }

  @Test func `a right PIN leaves no claim, and ties the driver to its token`() throws {
    let store = fixture.other()
    #expect(try store.claim(attempt) == .granted)
    try store.settle(attempt, .accepted)
    #expect(try store.claim(attempt) == .granted)
    try store.settle(attempt, .untold)
    var other = attempt.token
    other.serial = "2"
    let toOther = PINAttempt(driver: "prod", token: other, user: attempt.user, source: attempt.source)
    #expect(try store.claim(toOther) == .otherToken(attempt.token))
    try store.acceptTyped(driver: "prod", token: other, user: attempt.user)
    #expect(try store.claim(toOther) == .granted)
    #expect(try store.claim(attempt) == .otherToken(other))
  }

  @Test func `a typed PIN makes refusals of its user be forgotten, and of no other`() throws {
    let store = fixture.other()
    let officer = PINAttempt(driver: nil, token: attempt.token, user: "CKU_SO", source: attempt.source)
    for refused in [attempt, officer] {
      #expect(try store.claim(refused) == .granted)
      try store.settle(refused, .refused(wrongPIN))
    }
    try store.acceptTyped(driver: "prod", token: attempt.token, user: attempt.user)
    #expect(try store.claim(attempt) == .granted)
    #expect(isRefused(try store.claim(officer)))
  }

  @Test func `each login and each refusal is in the log of changes, with the PIN's source in a word`() throws {
    let store = fixture.other()
    try store.addType("t")
    _ = try store.claim(attempt)
    try store.settle(attempt, .accepted)
    _ = try store.claim(attempt)
    try store.settle(attempt, .refused(wrongPIN))
    _ = try store.claim(PINAttempt(driver: "prod", token: attempt.token, user: "CKU_SO", source: "file /so 1"))
    let pinGuard = PINGuard(store: store, elsewhere: nil) { (_) throws(HSMError) in nil }
    pinGuard.refuseTyped("prod", attempt.token, attempt.user, wrongPIN)
    pinGuard.acceptTyped("prod", attempt.token, attempt.user)
    let logged = try store.listAudit().dropFirst()
    #expect(logged.map(\.action) == ["log-in", "refuse-pin", "refuse-pin", "log-in"])
    #expect(logged.map(\.from) == ["file", "file", "typed", "typed"])
    #expect(logged.map(\.result) == ["done", "failed: CKR_PIN_INCORRECT", "failed: CKR_PIN_INCORRECT", "done"])
    #expect(logged.allSatisfy { $0.target == "driver prod, token t, serial 1, CKU_USER" })
  }

  @Test func `a process that ended in the middle gives its try to one more, and then to nobody`() throws {
    let store = fixture.other()
    #expect(try store.claim(attempt, for: gone) == .granted)
    #expect(try store.claim(attempt, for: gone) == .granted, "the first process that was lost is forgiven")
    guard case .refused(let refusal) = try store.claim(attempt) else {
      Issue.record("a third try was let through")
      return
    }
    #expect(refusal.answer == nil)
    try store.acceptTyped(driver: "prod", token: attempt.token, user: attempt.user)
    #expect(try store.claim(attempt) == .granted)
  }
}
