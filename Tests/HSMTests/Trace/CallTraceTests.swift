import Foundation
import Support
import Synchronization
import Testing
import TokenSupport

@testable import Cryptoki
@testable import HSM

@Suite struct CallTraceTests {
  private func begin(
    _ trace: CallTrace, _ function: CryptokiFunction = .C_Sign, session: UInt = 7, driver: String = "prod"
  ) -> (record: (ReturnCode) -> CallRecord, driver: UInt16) {
    let since = monotonicNanoseconds()
    let number = trace.number(ofDriver: driver)
    let ticket = trace.began(RunningCall(function: function, session: session, since: since), driver: number)
    return (
      { CallRecord(function: function, session: session, code: $0, since: since, nanoseconds: 1500, ticket: ticket) },
      number
    )
  }

  private func make(_ count: Int, in trace: CallTrace, _ function: CryptokiFunction = .C_Sign) {
    for _ in 0..<count {
      let call = begin(trace, function)
      trace.ended(call.record(.CKR_OK), driver: call.driver)
    }
  }

  @Test func `a call is seen while it runs, and once more when it returned`() throws {
    let trace = CallTrace(command: "claviger keys list")
    var cursor = CallCursor()
    let call = begin(trace, .C_GenerateKeyPair)
    var news = trace.read(&cursor)
    #expect(news.ended.isEmpty)
    let running = try #require(news.running.first)
    #expect(running.isRunning && running.function == .C_GenerateKeyPair && running.driver == "prod")
    #expect(abs(running.at.timeIntervalSinceNow) < 5)
    trace.ended(call.record(.CKR_DEVICE_ERROR), driver: call.driver)
    news = trace.read(&cursor)
    #expect(news.running.isEmpty)
    let ended = try #require(news.ended.first)
    #expect(ended.code == .CKR_DEVICE_ERROR && ended.nanoseconds == 1500 && ended.session == 7)
    #expect(ended.process.command == "claviger keys list" && ended.process.id == getpid())
    #expect(trace.read(&cursor) == CallNews())
  }

  @Test func `of more than ten thousand calls the last are kept`() {
    let trace = CallTrace()
    make(3, in: trace, .C_GetInfo)
    make(CallRing.slots, in: trace)
    var cursor = CallCursor()
    let calls = trace.read(&cursor).ended
    #expect(calls.count == CallRing.slots)
    #expect(calls.allSatisfy { $0.function == .C_Sign })
    #expect(calls.first?.number == 4 && calls.last?.number == UInt64(CallRing.slots + 3))
  }

  @Test func `a reader that is too slow learns how many calls it missed`() {
    let trace = CallTrace()
    make(1, in: trace)
    var cursor = CallCursor()
    _ = trace.read(&cursor)
    make(CallRing.slots + 5, in: trace)
    let news = trace.read(&cursor)
    #expect(news.lost == 5 && news.ended.count == CallRing.slots)
  }

  @Test func `a call that ran while ten thousand others came is kept when it returns`() {
    let trace = CallTrace()
    let long = begin(trace, .C_InitToken)
    make(CallRing.slots, in: trace)
    trace.ended(long.record(.CKR_OK), driver: long.driver)
    var cursor = CallCursor()
    #expect(trace.read(&cursor).ended.last?.function == .C_InitToken)
  }

  @Test func `calls from many threads while somebody reads are each whole`() throws {
    let folder = try TemporaryDirectory()
    let trace = CallTrace(folder: folder.path + "/calls")
    let traces = CallTraces(folder: folder.path + "/calls")
    let finished = Atomic<Int>(0)
    let threads = (0..<4).map { _ in
      BackgroundWork {
        make(5000, in: trace)
        finished.wrappingAdd(1, ordering: .releasing)
      }
    }
    var cursor = CallCursor()
    var last: UInt64 = 0
    while finished.load(ordering: .acquiring) < threads.count || last < 20_000 {
      let news = trace.read(&cursor)
      last = max(last, news.ended.map(\.number).max() ?? 0)
      #expect(news.ended.allSatisfy { $0.nanoseconds == 1500 && $0.code == .CKR_OK })
      let others = traces.read()
      #expect(others.ended.allSatisfy { $0.nanoseconds == 1500 && $0.code == .CKR_OK })
    }
    for thread in threads { try thread.value() }
  }

  @Test func `a module's calls are those of the driver in whose session they were made`() throws {
    let trace = CallTrace()
    let owners = SessionOwners(trace: trace)
    owners.add(driver: "first")
    #expect(owners.driver(ofSession: 9) == trace.number(ofDriver: "first"))
    owners.add(driver: "second")
    owners.add(session: 9, of: "second")
    #expect(owners.driver(ofSession: 9) == trace.number(ofDriver: "second"))
    #expect(owners.driver(ofSession: 8) == trace.number(ofDriver: "first"))
    #expect(owners.driver(ofSession: 0) == trace.number(ofDriver: "first"))
  }

  @Test func `what a real driver is asked stands in the trace`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let trace = CallTrace()
    let connection = Connection(
      driver: token.driver(), modules: LoadedModules(trace: trace),
      pinProvider: { (_) throws(HSMError) in TestToken.secret(TestToken.pin) })
    try connection.connect()
    _ = try connection.listObjects()
    connection.disconnect()
    var cursor = CallCursor()
    let calls = trace.read(&cursor).ended
    #expect(calls.first?.function == .C_Initialize && calls.last?.function == .C_Finalize)
    #expect(calls.contains { $0.function == .C_Login && $0.code == .CKR_OK && $0.session != 0 && $0.driver == "test" })
    #expect(Set(calls.map(\.number)).count == calls.count)
  }
}
