import Foundation
import Support
import Testing

/// What goes on until it is ended, and what needs no configuration.
@Suite struct CommandWatchTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func `status --watch prints whole lines until a signal ends it`(signal: Int32) throws {
    let demo = try Demo.shared.get()
    let terminal = try PseudoTerminal(
      running: BuiltProduct.url(named: "claviger"),
      ["--config", demo.directory.path + "/claviger.yaml", "status", "--watch", "--json"],
      environment: ["HOME": demo.folder.path], width: 2000)
    try terminal.waitFor(text: "\"state\":\"connected\"")
    terminal.kill(signal)
    #expect(try terminal.waitForExit() == .exited(128 + signal))
    let lines = terminal.outputText.split(separator: "\r\n").filter { $0.hasPrefix("[") }
    for line in lines { #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [[String: Any]]) }
    #expect(lines.count >= 1)
  }

  @Test func `keys-help and completion need no configuration`() throws {
    let help = try claviger("keys-help")
    #expect(help.status == .exited(0) && help.stdout.contains("set-default"))
    #expect(try claviger("keys-help", "--markdown").stdout.hasPrefix("# Keys\n"))
    for shell in ["bash", "zsh", "fish"] {
      let script = try claviger("completion", shell)
      #expect(script.status == .exited(0) && script.stdout.contains("defaults"))
    }
    #expect(try claviger("--version").stdout.hasPrefix("0."))
    #expect(try claviger("--help").stdout.contains("keys-help"))
  }
}
