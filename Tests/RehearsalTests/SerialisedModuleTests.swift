import Cryptoki
import HSM
import Support
import Testing
import TokenSupport

/// A module that cannot lock: its calls are made one at a time, whoever makes them.
@Suite(.oneDriverAtATime) struct SerialisedModuleTests {
  private static let threads = 8
  private static let rounds = TestEnvironment.hasSanitizer ? 20 : 100

  /// Threads that each do pieces of work of fourteen calls or so; answers the most that were inside at one time.
  private func mostInside(_ desk: Desk) throws -> Int {
    let workers = (0..<Self.threads).map { _ in BackgroundWork { for _ in 0..<Self.rounds { try desk.work() } } }
    for worker in workers { try worker.value(timeout: .seconds(120)) }
    return try desk.rehearsal.counts.mostInside
  }

  @Test func `no two calls of eight threads overlap, and the status says so`() throws {
    let desk = try Desk(ordering: "fail C_Initialize CKR_CANT_LOCK times 2")
    defer { desk.connection.disconnect() }
    #expect(desk.connection.status.locking == .serialised)
    #expect(try mostInside(desk) == 1)
    #expect(try desk.rehearsal.counts.allCalls > Self.threads * Self.rounds * 10)
    #expect(desk.connection.status.state == .connected)
  }

  @Test func `a module that can lock is called by many at one time`() throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    #expect(desk.connection.status.locking == .callbacksAndOS)
    #expect(try mostInside(desk) > 1)
  }

  @Test func `a profile that asks for it makes calls one at a time, whatever the module agreed to`() throws {
    let desk = try Desk { $0.profile = "p11-kit" }
    defer { desk.connection.disconnect() }
    #expect(desk.connection.status.locking == .serialised)
    // What was called before the library had said who it is does not count.
    try desk.rehearsal.order()
    #expect(try mostInside(desk) == 1)
  }

  @Test func `behind a call that hangs the others wait, are told, and go on when it returns`() throws {
    let desk = try Desk(ordering: "fail C_Initialize CKR_CANT_LOCK times 2") { $0.deadlines.call = .milliseconds(200) }
    defer { desk.connection.disconnect() }
    try desk.rehearsal.order("stall C_Encrypt until released")
    let workers = (0..<4).map { _ in BackgroundWork { try? desk.work() } }
    try waitUntil(10) { desk.connection.status.state == .stuck }
    #expect(desk.connection.status.hangingCall?.function == "C_Encrypt")
    try desk.rehearsal.order()
    for worker in workers { _ = try worker.value() }
    try waitUntil(10) { desk.connection.status.state == .connected }
    #expect(throws: Never.self) { try desk.work() }
  }
}

/// The functions that came with PKCS#11 3.0, on a list that claims them.
@Suite(.oneDriverAtATime) struct ExtendedInterfaceTests {
  @Test func `a user who logs in by name is handed to C_LoginUser, once, and its answer is heard`() throws {
    let desk = try Desk(ordering: "interface 3.0", "fail C_LoginUser CKR_PIN_INCORRECT") {
      $0.pin = .prompt
      $0.login = .name("alice")
    }
    defer { desk.connection.disconnect() }
    #expect {
      try desk.connection.login(pin: TestToken.secret(TestToken.pin))
    } throws: { error in
      (error as? HSMError)?.cause == CryptokiError(function: .C_LoginUser, code: .CKR_PIN_INCORRECT)
    }
    #expect(try desk.rehearsal.counts.calls(.C_LoginUser) == 1)
    #expect(try desk.rehearsal.counts.calls(.C_Login) == 0)
    #expect(desk.connection.status.state == .needsLogin)
  }

  @Test func `all that is of 2.40 goes on through a list of 3.0`() throws {
    let desk = try Desk(ordering: "interface 3.0")
    defer { desk.connection.disconnect() }
    #expect(desk.connection.status.module.cryptoki != nil)
    try desk.work()
    #expect(desk.connection.status.state == .connected)
  }
}
