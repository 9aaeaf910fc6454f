import Cryptoki
import HSM
import Support
import Testing
import TokenSupport

/// A login that ends behind the connection's back: C_Logout in one session ends it in all of the process.
@Suite(.oneDriverAtATime) struct LostLoginTests {
  /// Logs out as another part of the process would, which uses the same library past the connection.
  private func logOutElsewhere(_ desk: Desk) throws {
    let module = try desk.rehearsal.module()
    let session = try module.openSession(on: desk.rehearsal.slot(in: module), readWrite: false)
    try session.logout()
    session.close()
  }

  private func logins(_ desk: Desk) throws -> Int { try desk.rehearsal.counts.calls(.C_Login) }

  @Test func `it is made again once with the held PIN, by the call that misses it, and without a reconnection`() throws
  {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    let before = try logins(desk)
    try logOutElsewhere(desk)
    try desk.work()
    #expect(try logins(desk) == before + 1)
    #expect(desk.connection.status.state == .connected)
    #expect(desk.connection.status.generation == 1)
  }

  @Test func `of many callers that miss it one logs in, and all get their answers`() throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    let before = try logins(desk)
    for _ in 0..<10 {
      try logOutElsewhere(desk)
      let workers = (0..<8).map { _ in BackgroundWork { try desk.work() } }
      for worker in workers { try worker.value() }
    }
    #expect(try logins(desk) == before + 10)
    #expect(desk.connection.status.generation == 1)
  }

  @Test func `a beat makes it again before any call misses it`() throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    let before = try logins(desk)
    try logOutElsewhere(desk)
    desk.connection.beat()
    #expect(try logins(desk) == before + 1)
    #expect(desk.connection.status.state == .connected)
    #expect(desk.connection.status.isLoggedIn)
    #expect(desk.connection.status.generation == 1)
  }

  @Test func `where a person typed the PIN and it is not held, nobody logs in, and the state says why`() throws {
    let desk = try Desk {
      $0.pin = .prompt
      $0.holdsPIN = false
    }
    defer { desk.connection.disconnect() }
    #expect(desk.connection.status.state == .needsLogin)
    try desk.connection.login(pin: TestToken.secret(TestToken.pin))
    try desk.work()
    let before = try logins(desk)
    try logOutElsewhere(desk)
    #expect(throws: HSMError.self) { try desk.work() }
    #expect(try logins(desk) == before)
    #expect(desk.connection.status.state == .needsLogin)
    #expect(desk.connection.status.cause?.words.contains("was ended by somebody else") == true)
    try desk.connection.login(pin: TestToken.secret(TestToken.pin))
    #expect(throws: Never.self) { try desk.work() }
    #expect(desk.connection.status.state == .connected)
  }
}
