import Foundation
import Support
import Testing

/// The calls of processes, as another process sees them.
@Suite struct CommandCallsTests {
  private let home: TemporaryDirectory
  private var environment: [String: String] { ["HOME": home.path, "XDG_STATE_HOME": home.path + "/state"] }
  private var calls: String { home.path + "/state/claviger/calls" }

  init() throws { home = try TemporaryDirectory() }

  private func command(_ arguments: String...) throws -> ProgramResult {
    let demo = try Demo.shared.get()
    return try claviger(
      arguments: ["--config", demo.directory.path + "/claviger.yaml"] + arguments, environment: environment)
  }

  private var traces: [String] { (try? FileManager.default.contentsOfDirectory(atPath: calls)) ?? [] }

  @Test func `a command's calls are kept with function, code and time, and nothing of the PIN`() throws {
    try command("keys", "list").expect(.exited(0))
    let rows = try command("calls", "--json").rows()
    #expect(
      rows.first?.names == [
        "at", "process", "driver", "session", "function", "returnValue", "returnName", "microseconds",
      ])
    #expect(rows.first?.text("function") == "C_Initialize" && rows.last?.text("function") == "C_Finalize")
    let login = try #require(rows.first { $0.text("function") == "C_Login" })
    #expect(login.text("driver") == "demo" && login.text("returnName") == "CKR_OK" && login.number("returnValue") == 0)
    #expect(try login.object("process").text("command")?.hasSuffix("keys list") == true)
    #expect((login["microseconds"] as? Double ?? 0) > 0)
    let times = rows.compactMap { $0.text("at") }
    #expect(times == times.sorted() && times.allSatisfy { $0.hasSuffix("Z") && $0.count == 27 })
    let pin = try String(contentsOfFile: Demo.shared.get().pinFile, encoding: .utf8)
      .trimmingCharacters(in: .newlines)
    for name in traces {
      let content = try Data(contentsOf: URL(filePath: calls + "/" + name))
      #expect(content.range(of: Data(pin.utf8)) == nil)
    }
    let table = try command("calls").stdout
    #expect(table.hasPrefix("TIME ") && table.contains("C_FindObjectsInit") && table.contains("CKR_OK"))
  }

  @Test func `the last thousand calls of all processes are told, of one driver where it is named`() throws {
    for _ in 0..<3 { try command("keys", "list").expect(.exited(0)) }
    let rows = try command("calls", "--json").rows()
    let processes = Set(try rows.map { try $0.object("process").number("id") ?? 0 })
    #expect(processes.count == 3 && rows.count <= 1000)
    #expect(try command("calls", "--json", "--driver", "demo").rows().count == rows.count)
    #expect(try command("calls", "--json", "--driver", "other").rows().isEmpty)
  }

  @Test func `read-only leaves no trace`() throws {
    try command("--read-only", "keys", "list").expect(.exited(0))
    #expect(traces.isEmpty)
    #expect(try command("calls", "--json").rows().isEmpty)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `calls --follow tells of other processes as they go, until a signal ends it`(signal: Int32) throws {
    try command("tokens").expect(.exited(0))
    let terminal = try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"), ["calls", "--follow", "--json"], environment: environment,
      width: 2000)
    try terminal.waitFor(text: "C_Finalize")
    #expect(!terminal.outputText.contains("C_Login"))
    try command("keys", "list").expect(.exited(0))
    try terminal.waitFor("the login") { _ in terminal.outputText.contains("C_Login") }
    terminal.kill(signal)
    #expect(try terminal.waitForExit() == .exited(128 + signal))
    let lines = terminal.outputText.split(separator: "\r\n").filter { $0.hasPrefix("{") }
    for line in lines { #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any]) }
    #expect(lines.count > 10)
  }

  @Test func `the console shows its own calls, live`() throws {
    let demo = try ConsoleDemo()
    let terminal = try demo.openConnected()
    terminal.type("7")
    try terminal.waitFor("the calls") { $0.contains("C_GetTokenInfo") || $0.contains("C_GetSessionInfo") }
    terminal.type("/C_Login\n")
    try terminal.waitFor("the login") { screen in
      screen.lines.contains { $0.contains("C_Login") && $0.contains("ok") }
    }
    #expect(try terminal.quit() == .exited(0))
  }
}
