import Foundation
import Support
import Testing

@Suite(.serialized)
struct ConsoleLoginTests {
  @Test func `with pin: prompt the view is public until a person logs in`() throws {
    let demo = try ConsoleDemo(pin: "prompt")
    let terminal = try demo.open()
    try terminal.waitFor("the public view", timeout: .seconds(30)) {
      $0.lines[0].contains("demo: login needed") && $0.lines[0].contains("PUBLIC VIEW")
    }
    terminal.type("3")
    let publicView = try terminal.waitFor(text: "kek-2019")
    #expect(!publicView.contains("archive-kek"), "a private key is not seen")
    terminal.type("l")
    try terminal.waitFor(text: "PIN:")
    terminal.type(try demo.pin)
    let typed = try terminal.waitFor(text: "PIN: ••••••••")
    #expect(!typed.contains(try demo.pin))
    terminal.press(.enter)
    let privateView = try terminal.waitFor(text: "archive-kek", timeout: .seconds(30))
    #expect(!privateView.lines[0].contains("PUBLIC VIEW"))
    terminal.type("L")
    try terminal.waitFor("the public view") { $0.lines[0].contains("PUBLIC VIEW") && !$0.contains("archive-kek") }
    #expect(try terminal.quit() == .exited(0))
    #expect(!terminal.outputText.contains(try demo.pin), "the PIN was never echoed")
  }

  @Test func `a wrong PIN is refused once, and the dialog stays for the right one`() throws {
    let demo = try ConsoleDemo(pin: "prompt")
    let terminal = try demo.open()
    try terminal.waitFor(text: "demo: login needed", timeout: .seconds(30))
    terminal.type("l")
    try terminal.waitFor(text: "PIN:")
    terminal.type("00000000x\n")
    let refused = try terminal.waitFor(text: "refused")
    #expect(refused.contains("Log in"))
    #expect(refused.contains("PIN:"))
    #expect(!refused.contains("•"))
    terminal.type("\(try demo.pin)\n")
    try terminal.waitFor(text: "logged in to demo")
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `what is typed on after the PIN does not change it`() throws {
    let demo = try ConsoleDemo(pin: "prompt")
    let terminal = try demo.open()
    try terminal.waitFor(text: "demo: login needed", timeout: .seconds(30))
    // A listing keeps the driver busy while the PIN waits.
    terminal.type("3rl\(try demo.pin)\n\u{7F}99999999")
    try terminal.waitFor("the login", timeout: .seconds(30)) {
      !$0.lines[0].contains("PUBLIC VIEW") && !$0.contains("PIN:")
    }
    #expect(try terminal.quit() == .exited(0))
  }
}
