import Foundation
import Support
import Testing

/// `claviger demo --rehearse`: failures that a person orders, as the commands and the console show them.
@Suite struct RehearsalDemoTests {
  @Test func `it says where the orders lie, and all is well until one is given`() throws {
    let rehearsed = try RehearsedDemo()
    #expect(rehearsed.made.stdout.contains("configuration: \(rehearsed.configuration)"))
    #expect(rehearsed.made.stderr.contains("orders lie in \(rehearsed.demo.path)/rehearsal\n"))
    let status = try rehearsed("status", "--json")
    status.expect(.exited(0))
    let row = try #require(try status.rows().first)
    #expect(row.text("state") == "connected")
    #expect(try row.object("module").text("description")?.hasPrefix("REHEARSAL") == true)
    #expect(try rehearsed("keys", "list").stdout.contains("kek-2026"))
  }

  @Test func `an order is obeyed by the next command, and an order that stands survives the next rehearsal`() throws {
    let rehearsed = try RehearsedDemo()
    try rehearsed.order("fail C_FindObjectsInit CKR_DEVICE_MEMORY")
    let failed = try rehearsed("keys", "list")
    failed.expect(.exited(1))
    #expect(failed.stderr.contains("C_FindObjectsInit returned CKR_DEVICE_MEMORY"))
    try rehearsed.order("removed")
    try rehearsed("keys", "list").expect(.exited(3))
    let again = try run(
      ConsoleDemo.program, ["demo", "--rehearse", "--directory", rehearsed.demo.path],
      environment: rehearsed.demo.environment)
    again.expect(.exited(0))
    try rehearsed("keys", "list").expect(.exited(3))
    try rehearsed.order()
    try rehearsed("keys", "list").expect(.exited(0))
  }

  @Test func `another token under the same label is told by its serial, and given no PIN`() throws {
    let rehearsed = try RehearsedDemo()
    let terminal = try rehearsed.openConsole(width: 120)
    terminal.type("1")
    try rehearsed.order("text token-serial 0000000000000001")
    try terminal.waitFor(text: "another token has taken this one's place", timeout: .seconds(30))
    #expect(terminal.screen.contains("0000000000000001"))
    let status = try rehearsed("status")
    status.expect(.exited(4))
    #expect(status.stdout.contains("0000000000000001"))
    try rehearsed.order()
    try terminal.waitFor(text: "demo: connected", timeout: .seconds(60))
    #expect(try terminal.quit() == .exited(0))
    try rehearsed("status").expect(.exited(0))
  }

  @Test func `the console's header says REHEARSAL, and a token that is pulled out comes back`() throws {
    let rehearsed = try RehearsedDemo()
    let terminal = try rehearsed.openConsole()
    #expect(terminal.screen.lines.first?.contains("REHEARSAL") == true)
    try rehearsed.order("removed")
    terminal.type("3r")
    try terminal.waitFor(text: "demo: reconnecting", timeout: .seconds(30))
    try rehearsed.order()
    try terminal.waitFor(text: "demo: connected", timeout: .seconds(60))
    #expect(try terminal.quit() == .exited(0))
  }
}
