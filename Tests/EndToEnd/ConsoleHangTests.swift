import Foundation
import Support
import Testing

/// A call that does not return, in the console and in `status`.
@Suite(.serialized, .enabled(if: RemoteHSM.isInstalled, "p11-kit-modules is not installed"))
struct ConsoleHangTests {
  @Test func `a call that does not return holds up neither screens nor quitting`() throws {
    let hsm = try RemoteHSM()
    let terminal = try PseudoTerminal(width: 100, height: 30)
    let before = terminal.modes
    _ = try hsm.openConsole(on: terminal)
    try hsm.signalWorkers(SIGSTOP)

    terminal.type("3r")
    let times = try terminal.timesOfScreens(rounds: 4)
    try terminal.waitFor(text: "remote: stuck")
    terminal.type("1")
    try terminal.waitFor(text: "has not returned for")
    let timesWhileStuck = try terminal.timesOfScreens(rounds: 4)
    // A frame's time is looked at by the soak; here other tests run beside this one.
    #expect((times + timesWhileStuck).allSatisfy { $0 < .milliseconds(500) })
    terminal.type("q")
    #expect(try terminal.waitForExit(timeout: .seconds(5)) == .exited(0))
    #expect(terminal.modes == before)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.cursorIsVisible)
  }

  @Test func `when the call returns after all, everything is well again without a restart`() throws {
    let hsm = try RemoteHSM()
    let terminal = try hsm.openConsole()
    try hsm.signalWorkers(SIGSTOP)
    terminal.type("3r")
    try terminal.waitFor(text: "remote: stuck")
    try hsm.signalWorkers(SIGCONT)
    try terminal.waitFor(text: "remote: connected")
    terminal.type("3r")
    try terminal.waitFor(text: "no objects")
    #expect(try terminal.quit() == .exited(0))
  }

  @Test func `status names the function that hangs and for how long, and says so when it returned`() throws {
    let hsm = try RemoteHSM()
    let terminal = try PseudoTerminal(
      running: ConsoleDemo.program, ["--config", hsm.configuration.path, "status", "--watch", "--json"],
      environment: hsm.environment, width: 2000)
    try terminal.waitFor(text: "\"state\":\"connected\"")
    try hsm.signalWorkers(SIGSTOP)
    // The next beat, at most a second later, is the call that hangs.
    try terminal.waitFor("a stuck driver", timeout: .seconds(20)) { _ in hanging(terminal) != nil }
    let (function, seconds) = try #require(hanging(terminal))
    #expect(function.hasPrefix("C_"))
    #expect(seconds >= 1)
    try terminal.waitFor("a longer hang", timeout: .seconds(20)) { _ in
      hanging(terminal).map { $0.1 > seconds } ?? false
    }
    try hsm.signalWorkers(SIGCONT)
    try terminal.waitFor("the connection", timeout: .seconds(20)) { _ in
      lastRow(terminal).map { $0["state"] as? String == "connected" && $0["hangingCall"] is NSNull } ?? false
    }
    terminal.kill(SIGINT)
    #expect(try terminal.waitForExit() == .exited(128 + SIGINT))
  }

  private func lastRow(_ terminal: PseudoTerminal) -> [String: Any]? {
    terminal.outputText.components(separatedBy: "\r\n").last { $0.hasPrefix("[") && $0.hasSuffix("]") }
      // Half a line, at the end, is no report yet.
      .flatMap { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [[String: Any]] }?.first
  }

  private func hanging(_ terminal: PseudoTerminal) -> (String, Double)? {
    guard let call = lastRow(terminal)?["hangingCall"] as? [String: Any], let function = call["function"] as? String,
      let seconds = call["seconds"] as? Double
    else { return nil }
    return (function, seconds)
  }
}

/// The same for as long as an outage lasts.
@Suite(.serialized, .enabled(if: Soaking.rounds > 0 && RemoteHSM.isInstalled, "scripts/soak runs it"))
struct ConsoleHangSoakTests {
  @Test func `while an HSM hangs for more than a minute each key's screen stands within a frame's time`() throws {
    let hsm = try RemoteHSM()
    let terminal = try hsm.openConsole()
    try hsm.signalWorkers(SIGSTOP)
    terminal.type("3r")
    let end = ContinuousClock.now + .seconds(70)
    var times: [Duration] = []
    while ContinuousClock.now < end {
      times += try terminal.timesOfScreens(rounds: 1)
      // As a person presses keys, and not as fast as the terminal takes them.
      usleep(50_000)
    }
    #expect(terminal.screen.contains("remote: stuck"))
    times.sort()
    let (median, slow, slowest) = (times[times.count / 2], times[times.count * 99 / 100], times[times.count - 1])
    print("\(times.count) screens: median \(median), p99 \(slow), slowest \(slowest)")
    #expect(slow < .milliseconds(16))
    try hsm.signalWorkers(SIGCONT)
    try terminal.waitFor(text: "remote: connected")
    #expect(try terminal.quit() == .exited(0))
  }
}

extension PseudoTerminal {
  /// Goes through screens by their keys; answers how long each took from the key to the whole of its title.
  fileprivate func timesOfScreens(rounds: Int) throws -> [Duration] {
    var times: [Duration] = []
    for _ in 0..<rounds {
      for (digit, title) in [("2", "Tokens"), ("3", "Keys"), ("4", "Defaults"), ("8", "Audit"), ("1", "Status")] {
        let start = ContinuousClock.now
        type(digit)
        times.append(try timeUntil(shows: "Claviger › \(title)") - start)
      }
    }
    return times
  }
}
