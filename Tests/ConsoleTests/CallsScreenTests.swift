import Cryptoki
import Curses
import Foundation
import HSM
import Model
import Testing

@testable import Console

struct CallsScreenTests {
  private func call(
    _ number: UInt64, _ function: CryptokiFunction = .C_Sign, _ code: ReturnCode? = .CKR_OK, driver: String = "demo"
  ) -> TracedCall {
    TracedCall(
      number: number, at: Sample.date + Double(number), process: CallingProcess(id: 1, command: "claviger"),
      driver: driver, session: 7, function: function, code: code, nanoseconds: number * 1000 + 500)
  }

  private func open(_ calls: [TracedCall] = [], running: [TracedCall] = []) -> Desk {
    var desk = Desk.ready(width: 170)
    desk.press(.character("7"))
    desk.report(.calls(ended: calls, running: running))
    return desk
  }

  @Test func `calls are brought only while somebody looks`() {
    var desk = Desk.ready()
    desk.press(.character("7"))
    #expect(desk.takeRequests() == [.followCalls(true)])
    #expect(desk.shows("no call was made yet"))
    desk.press(.character("7"))
    #expect(desk.takeRequests() == [])
    desk.press(.character("1"))
    #expect(desk.takeRequests() == [.followCalls(false)])
  }

  @Test func `the newest call stands first, with its function, its time and what came back in words`() throws {
    let desk = open([call(1), call(2, .C_EncryptInit, .CKR_KEY_FUNCTION_NOT_PERMITTED)])
    let rows = desk.lines.filter { $0.contains("C_") }
    #expect(rows.first?.contains("C_EncryptInit") == true)
    let row = try #require(desk.line(with: "C_EncryptInit"))
    #expect(row.contains(" 2.50 ") && row.contains("(CKR_KEY_FUNCTION_NOT_PERMITTED)"))
    #expect(row.contains(ReturnCode.CKR_KEY_FUNCTION_NOT_PERMITTED.meaning))
    #expect(desk.role(of: "✗") == .selection)
    #expect(desk.role(of: "ok ") == .good)
  }

  @Test func `a call that runs stands above those that returned`() {
    var desk = open([call(1)], running: [call(2, .C_GenerateKeyPair, nil)])
    #expect(desk.lines.first { $0.contains("C_") }?.contains("C_GenerateKeyPair") == true)
    #expect(desk.shows("inside the module"))
    desk.report(.calls(ended: [call(2, .C_GenerateKeyPair)], running: []))
    #expect(!desk.shows("inside the module"))
    #expect(desk.lines.count { $0.contains("C_GenerateKeyPair") } == 1)
  }

  @Test func `the cursor at the top follows, elsewhere it stays on its call`() {
    var desk = open([call(1, .C_GetInfo), call(2, .C_Digest)])
    #expect(desk.selectedLines.first?.contains("C_Digest") == true)
    desk.report(.calls(ended: [call(3, .C_Sign)], running: []))
    #expect(desk.selectedLines.first?.contains("C_Sign") == true)
    desk.press(.down, .down)
    #expect(desk.selectedLines.first?.contains("C_GetInfo") == true)
    desk.report(.calls(ended: [call(4, .C_Verify), call(5, .C_Verify)], running: []))
    #expect(desk.selectedLines.first?.contains("C_GetInfo") == true)
  }

  @Test func `the filter takes function, driver and answer`() {
    var desk = open([call(1, .C_GetInfo), call(2, .C_Sign, .CKR_DEVICE_ERROR)])
    desk.type("/device_error")
    #expect(desk.shows("C_Sign") && !desk.shows("C_GetInfo"))
    desk.report(.calls(ended: [call(3, .C_Digest), call(4, .C_Verify, .CKR_DEVICE_ERROR)], running: []))
    #expect(desk.shows("C_Verify") && !desk.shows("C_Digest"))
    desk.press(.control("u"))
    desk.type("nothing like it")
    #expect(desk.shows("no call has “nothing like it”"))
    desk.press(.escape)
    #expect(desk.shows("C_Digest") && desk.shows("C_GetInfo"))
  }

  @Test func `a list that is held stands still, and has all that came when it goes on`() {
    var desk = open([call(1, .C_GetInfo)])
    desk.press(.character("p"))
    #expect(desk.noticeLine.contains("held"))
    desk.report(.calls(ended: [call(2), call(3)], running: []))
    #expect(!desk.shows("C_Sign"))
    #expect(desk.shows("held; 2 more came"))
    desk.press(.character("p"))
    #expect(desk.lines.count { $0.contains("C_Sign") } == 2)
  }

  @Test func `as many calls are shown as are kept, and no more`() {
    var desk = open((1...12_000).map { call($0) })
    #expect(CallsScreen.rowCount(desk.state) == CallList.most)
    desk.press(.character("G"))
    #expect(desk.selectedLines.count == 1)
  }
}
