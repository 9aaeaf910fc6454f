import Curses
import FoundationEssentials
import HSM
import KeyStoreAPI
import Model

/// All that is known of one driver's connection, in lines of a name and a text.
enum StatusDetails {
  typealias Line = (name: String, text: String, role: Role)

  static func lines(of driver: DriverView, now: Date) -> [Line] {
    guard let status = driver.status else { return [] }
    return trouble(status, now: now) + trial(driver) + work(status) + standing(status)
  }

  /// How far the trial that is under way has come.
  private static func trial(_ driver: DriverView) -> [Line] {
    guard driver.isTrialRunning else { return [] }
    let last = driver.trial?.rows.last.map { "; \($0.step) \($0.result == .passed ? "passed" : "did not pass")" } ?? ""
    return [("trial", "of what it is configured for\(last)… Trials shows it, and x ends it there", .text)]
  }

  /// What is wrong, first of all.
  private static func trouble(_ status: ConnectionStatus, now: Date) -> [Line] {
    var lines: [Line] = []
    if let hanging = status.hangingCall {
      lines.append(("hanging", "\(hanging.function) for \(Int(hanging.seconds)) s", .bad))
      if status.hungCalls > 1 { lines.append(("", "\(status.hungCalls) threads are left to calls that hang", .bad)) }
    }
    if let cause = status.cause {
      lines.append(("cause", cause.words, .warning))
      if let function = cause.function {
        let number = cause.returnValue.map { " (0x\(String($0, radix: 16, uppercase: true)))" } ?? ""
        lines.append(("", "\(function) returned \(cause.returnName ?? "")\(number)", .warning))
      }
    }
    if status.attempt > 0 {
      let next = status.nextAttemptAt.map {
        "; the next in \(max(0, Int($0.timeIntervalSince(now).rounded(.up)))) s, r tries now"
      }
      let call = status.slowCall.map { ", \($0.function) for \(Int($0.seconds)) s" }
      lines.append(("try", "\(status.attempt)\(next ?? call ?? ", under way")", .warning))
    } else if let call = status.slowCall {
      lines.append(("call", "\(call.function) for \(Int(call.seconds)) s", .text))
    }
    if status.pausedCallers > 0 { lines.append(("waiting", "\(status.pausedCallers) callers", .warning)) }
    if status.strangeSessions > 0 {
      lines.append(("leak", "\(status.strangeSessions) sessions were not given back", .bad))
    }
    if !status.pinFlags.isEmpty { lines.append(("PIN", status.pinFlags.joined(separator: " "), .bad)) }
    return lines
  }

  private static func work(_ status: ConnectionStatus) -> [Line] {
    let limit = status.sessionLimit.map { "at most \($0)" } ?? "no limit told"
    var lines: [Line] = [
      ("calls", "\(status.calls), generation \(status.generation)", .text),
      ("sessions", "\(status.openSessions) open, \(limit)", .text),
    ]
    if status.callHistory.contains(where: { $0 > 0 }) {
      lines.append(("per second", sparkline(status.callHistory.map(Double.init)), .text))
      lines.append(("latency", sparkline(status.latencyHistory), .text))
    }
    return lines
  }

  private static func standing(_ status: ConnectionStatus) -> [Line] {
    let login = status.isLoggedIn ? status.user : status.loginRequired ? "nobody: public objects only" : "not needed"
    let useCases = status.useCases.map(\.rawValue).joined(separator: ", ")
    return [
      ("login", login, .text),
      ("use cases", useCases.isEmpty ? "browsing only" : useCases, .text),
      ("module", status.module.path, .text),
      ("library", library(status.module), .text),
      ("profile", ([status.profile] + status.variables).joined(separator: " · "), .text),
      ("locking", status.locking?.words ?? "not initialised", .text),
    ]
  }

  private static func library(_ module: ConnectionStatus.ModuleSummary) -> String {
    [
      module.manufacturer, module.description, module.version.map { "version \($0)" },
      module.cryptoki.map { "Cryptoki \($0)" },
    ].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
