import Cryptoki
import HSM
import Support
import Synchronization
import Testing
import TokenSupport

/// A call that comes back after everybody was told that it hangs.
@Suite(.oneDriverAtATime) struct LateResultTests {
  @Test func `its result is dropped, and the connection and its keys are proved anew`() throws {
    let desk = try Desk { $0.deadlines.call = .milliseconds(200) }
    defer { desk.connection.disconnect() }
    let proofs = Atomic<Int>(0)
    desk.connection.track { _ in
      [
        TrackedKey(name: "kek", label: Array("kek".utf8), keyType: KeyType.CKK_AES.rawValue, id: [1]) {
          (_, _) throws(CryptokiError) in
          proofs.add(1, ordering: .relaxed)
          return true
        }
      ]
    }
    try desk.work()
    let before = proofs.load(ordering: .relaxed)
    let isTold = Atomic<Bool>(false)
    let connection = desk.connection
    connection.whileCallsRun { if connection.status.state == .stuck { isTold.store(true, ordering: .relaxed) } }
    let beats = try desk.rehearsal.counts.calls(.C_GetSessionInfo)
    try desk.rehearsal.order("stall C_Encrypt until released")
    let work = BackgroundWork { Result { () throws(HSMError) in try desk.work() } }
    try waitUntil(10) { isTold.load(ordering: .relaxed) }
    #expect(desk.connection.status.hangingCall?.function == "C_Encrypt")
    try desk.rehearsal.order()
    #expect {
      try work.value().get()
    } throws: { error in
      (error as? HSMError)?.code == .stuck && "\(error)".contains("its result was dropped")
    }
    try waitUntil(10) { proofs.load(ordering: .relaxed) > before }
    #expect(try desk.rehearsal.counts.calls(.C_GetSessionInfo) > beats)
    #expect(desk.connection.status.state == .connected)
    #expect(desk.connection.status.generation == 1)
    #expect(throws: Never.self) { try desk.work() }
  }
}
