import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// Every class of return code at every step of a reconnection, and a hang there.
@Suite(.oneDriverAtATime) struct ReconnectionRehearsalTests {
  /// What a reconnection calls, in its order.
  private static let steps: [CryptokiFunction] = [
    .C_Finalize, .C_Initialize, .C_GetInfo, .C_GetSlotList, .C_GetTokenInfo, .C_OpenSession, .C_GetSessionInfo,
    .C_Login,
  ]
  private static let loss = "fail C_GenerateRandom CKR_DEVICE_ERROR times 1"

  @Test(arguments: steps)
  func `a step that fails twice only takes longer`(step: CryptokiFunction) throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    for code in TriageRehearsalTests.codes where step != .C_Login || code != .CKR_USER_NOT_LOGGED_IN {
      // With a session in the pool, so that the work meets the loss before it opens one.
      try desk.work()
      let before = desk.connection.status.generation
      try desk.rehearsal.order(Self.loss, "fail \(step) 0x\(String(code.rawValue, radix: 16)) times 2")
      #expect(throws: Never.self, "\(step) \(code)") { try desk.work() }
      #expect(desk.connection.status.state == .connected, "\(step) \(code)")
      #expect(desk.connection.status.generation > before, "\(step) \(code)")
      try desk.rehearsal.order()
    }
    #expect(try desk.rehearsal.counts.openSessions <= 3, "what was given up is closed")
  }

  /// C_Finalize is left out: what it answers changes nothing.
  @Test(arguments: steps.filter { $0 != .C_Finalize })
  func `while a step fails nothing is green, and afterwards all is well`(step: CryptokiFunction) throws {
    let desk = try Desk { $0.deadlines.call = .milliseconds(300) }
    defer { desk.connection.disconnect() }
    try desk.rehearsal.order(Self.loss, "fail \(step) CKR_DEVICE_ERROR")
    #expect(throws: HSMError.self) { try desk.work() }
    let attempts = try desk.rehearsal.counts.calls(.C_Initialize)
    try waitUntil(10) { try desk.rehearsal.counts.calls(.C_Initialize) > attempts + 4 }
    let status = desk.connection.status
    #expect(status.state == .reconnecting)
    #expect(status.cause?.returnName == "CKR_DEVICE_ERROR")
    #expect(status.cause?.function == step.rawValue)
    #expect(status.attempt > 2)
    try desk.rehearsal.order()
    try waitUntil(10) { desk.connection.status.state == .connected }
    #expect(throws: Never.self) { try desk.work() }
  }

  @Test(arguments: [ReturnCode.CKR_PIN_INCORRECT, .CKR_PIN_LOCKED, .CKR_PIN_LEN_RANGE, .CKR_USER_NOT_LOGGED_IN])
  func `a PIN that is refused on the way back is tried once, and a person is asked`(code: ReturnCode) throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    let before = try desk.rehearsal.counts.calls(.C_Login)
    try desk.rehearsal.order(Self.loss, "fail C_Login 0x\(String(code.rawValue, radix: 16))")
    #expect(throws: HSMError.self) { try desk.work() }
    try waitUntil(10) { desk.connection.status.state == .needsLogin }
    for _ in 0..<3 {
      desk.connection.beat()
      desk.connection.retryNow()
    }
    #expect(try desk.rehearsal.counts.calls(.C_Login) == before + 1)
    try desk.rehearsal.order()
    try desk.connection.login(pin: TestToken.secret(TestToken.pin))
    #expect(desk.connection.status.state == .connected)
    #expect(throws: Never.self) { try desk.work() }
  }

  @Test(arguments: steps)
  func `a step that hangs is named, and goes on when it returns`(step: CryptokiFunction) throws {
    let desk = try Desk {
      $0.deadlines.call = .milliseconds(200)
      $0.deadlines.initialize = .milliseconds(200)
    }
    defer { desk.connection.disconnect() }
    try desk.rehearsal.order(Self.loss, "stall \(step) until released")
    let work = BackgroundWork { try? desk.work() }
    try waitUntil(10) { desk.connection.status.hangingCall?.function == step.rawValue }
    #expect(desk.connection.status.state == .stuck)
    // New callers are told at once.
    let start = ContinuousClock.now
    #expect(throws: HSMError.self) { try desk.work() }
    #expect(ContinuousClock.now - start < .seconds(2))
    try desk.rehearsal.order()
    try waitUntil(10) { desk.connection.status.state == .connected }
    #expect(throws: Never.self) { try desk.work() }
    _ = try work.value()
  }

  @Test func `an answer without a token behind it is not green`() throws {
    let desk = try Desk { $0.deadlines.call = .milliseconds(300) }
    defer { desk.connection.disconnect() }
    try desk.rehearsal.order("removed")
    #expect(throws: HSMError.self) { try desk.work() }
    let attempts = try desk.rehearsal.counts.calls(.C_Initialize)
    try waitUntil(10) { try desk.rehearsal.counts.calls(.C_Initialize) > attempts + 2 }
    #expect(desk.connection.status.state == .reconnecting)
    try desk.rehearsal.order()
    try waitUntil(10) { desk.connection.status.state == .connected }
  }

  @Test func `another token in this one's place is told apart, and not used`() throws {
    let desk = try Desk { $0.deadlines.call = .milliseconds(300) }
    defer { desk.connection.disconnect() }
    let logins = try desk.rehearsal.counts.calls(.C_Login)
    try desk.rehearsal.order("text token-serial 0000000000000001")
    desk.connection.beat()
    try waitUntil(10) { desk.connection.status.cause?.words.contains("another token") ?? false }
    #expect(try desk.rehearsal.counts.calls(.C_Login) == logins, "its PIN is not sent to another")
    try desk.rehearsal.order()
    try waitUntil(10) { desk.connection.status.state == .connected }
  }
}
