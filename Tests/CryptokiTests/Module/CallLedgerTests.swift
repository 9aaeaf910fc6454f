import Dispatch
import Testing

@testable import Cryptoki

/// What is written down of the calls inside a module.
struct CallLedgerTests {
  @Test func `a function's number is its place in the list, both ways`() {
    for (place, function) in CryptokiFunction.allCases.enumerated() {
      #expect(Int(function.number) == place)
      #expect(CryptokiFunction(number: function.number) == function)
    }
    #expect(CryptokiFunction(number: UInt8(CryptokiFunction.allCases.count)) == nil)
  }

  @Test func `more calls at once than a page has lines are all there, and gone when they end`() {
    let ledger = CallLedger()
    let calls = (1...300).map { RunningCall(function: .C_Sign, session: UInt($0), since: UInt64($0) + 10) }
    let lines = calls.map { ledger.enter($0) }
    #expect(Set(lines).count == calls.count)
    #expect(Set(ledger.running) == Set(calls))
    for line in lines.dropLast() { ledger.leave(line) }
    #expect(ledger.running == [calls[299]])
    ledger.leave(lines[299])
    #expect(ledger.count == 0)
  }

  @Test func `who looks while others come and go sees whole calls only`() {
    let ledger = CallLedger()
    let functions: [CryptokiFunction] = [.C_Encrypt, .C_Decrypt, .C_Sign, .C_FindObjects]
    DispatchQueue.concurrentPerform(iterations: 5) { thread in
      guard thread < functions.count else {
        for _ in 0..<2000 {
          for call in ledger.running {
            #expect(call.function == functions[Int(call.session % 4)] && call.since == UInt64(call.session) + 10)
          }
        }
        return
      }
      for round in 0..<20_000 {
        let session = UInt(round * 4 + thread)
        let line = ledger.enter(
          RunningCall(function: functions[thread], session: session, since: UInt64(session) + 10))
        ledger.leave(line)
      }
    }
    #expect(ledger.count == 0)
  }
}
