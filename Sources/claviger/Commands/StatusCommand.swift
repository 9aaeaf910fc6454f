import ArgumentParser
import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import Model

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show every driver's connection.",
    discussion: "Exit 0: all connected or disconnected by hand; 4: the others need a login; 3: anything else.")

  @Flag(help: "Stay connected and print at every change, and at least every 5 seconds.")
  var watch = false

  @Option(help: ArgumentHelp("The longest wait for the drivers.", valueName: "time"))
  var wait = WaitTime(seconds: 35)

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let watch = watch
    let seconds = wait.seconds
    try DriverWork.run(try Invocation(options)) { work in
      let connections = work.installation.connections
      work.installation.keyStore.trackDefaults()
      if watch, !work.invocation.options.readOnly { work.installation.history.begin() }
      for connection in connections {
        let thread = Thread { @Sendable in
          do throws(HSMError) {
            try connection.connect()
          } catch {
            // The state says it: failed, with the cause. Who watches wants to see it come back.
            if watch, error.code != .moduleUnusable { connection.keepTrying(after: error) }
          }
        }
        thread.start()
      }
      if watch { watchForEver(work) }
      let deadline = Date(timeIntervalSinceNow: seconds)
      while Date() < deadline, !connections.allSatisfy({ $0.status.state.isSettled }) {
        Thread.sleep(forTimeInterval: 0.02)
      }
      let statuses = connections.map(\.status)
      show(statuses, work)
      return Self.exitStatus(statuses.map(\.state))
    }
  }

  static func exitStatus(_ states: [ConnectionState]) -> Int32 {
    let troubled = states.filter { $0 != .connected && $0 != .disabled }
    if troubled.isEmpty { return 0 }
    return troubled.allSatisfy { $0 == .needsLogin } ? 4 : 3
  }

  private func watchForEver(_ work: DriverWork) -> Never {
    var last: [ConnectionState]?
    var lastShown = Date.distantPast
    let connections = work.installation.connections
    var lastBeats = [Date](repeating: Date(), count: connections.count)
    while true {
      for (index, connection) in connections.enumerated()
      where Date().timeIntervalSince(lastBeats[index]) >= connection.driver.keepAlive.seconds {
        lastBeats[index] = Date()
        guard connection.oldestCallSeconds == nil else { continue }
        let thread = Thread { @Sendable in connection.beat() }
        thread.start()
      }
      let statuses = connections.map(\.status)
      let states = statuses.map(\.state)
      if states != last || Date().timeIntervalSince(lastShown) >= 4.9 {
        last = states
        lastShown = Date()
        show(statuses, work)
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  private static func short(_ number: Double) -> String {
    number >= 10 ? "\(Int(number.rounded()))" : "\((number * 100).rounded() / 100)"
  }

  /// What is wrong, the number of the try and the seconds to the next.
  private static func cause(of status: ConnectionStatus) -> String {
    if let hanging = status.hangingCall {
      return "\(hanging.function) has not returned for \(Int(hanging.seconds)) s"
    }
    var parts = [status.cause?.words].compactMap { $0 }
    if let cause = status.cause, let function = cause.function, let name = cause.returnName {
      parts.append("\(function) returned \(name)")
    }
    if status.attempt > 0 { parts.append("try \(status.attempt)") }
    if let call = status.slowCall { parts.append("\(call.function) for \(Int(call.seconds)) s") }
    if let next = status.nextAttemptAt {
      parts.append("next in \(max(0, Int(next.timeIntervalSinceNow.rounded(.up)))) s")
    }
    if status.pausedCallers > 0 { parts.append("\(status.pausedCallers) callers wait") }
    return parts.joined(separator: "; ")
  }

  private func show(_ statuses: [ConnectionStatus], _ work: DriverWork) {
    if options.json {
      work.invocation.streams.print(JSONValue.array(statuses.map(JSONValue.status)).text + "\n")
      return
    }
    // What a person looks for first stands first: a narrow terminal shows as many columns as it has room for.
    var table = TextTable([
      "DRIVER", "STATE", "SINCE", "CALLS/S", "P50 MS", "P99 MS", "SESSIONS", "GENERATION", "LOCKING", "TOKEN", "SERIAL",
    ])
    for status in statuses {
      table.add([
        status.driver, status.state.words, JSONValue.clock(status.since), Self.short(status.callsPerSecond),
        status.latencyP50Milliseconds.map(Self.short) ?? "-", status.latencyP99Milliseconds.map(Self.short) ?? "-",
        "\(status.openSessions)", "\(status.generation)", status.locking?.rawValue ?? "-", status.token?.label ?? "-",
        status.token?.serial ?? "-",
      ])
    }
    let causes = statuses.map { ($0.driver, Self.cause(of: $0)) }.filter { !$0.1.isEmpty }
    let streams = work.invocation.streams
    streams.print(
      table.text(fitting: streams.resultsWidth ?? .max)
        + causes.map { "\($0): \(PlainText.safe($1))\n" }.joined())
  }
}

/// A duration as it is written after `--wait`: 35s, 500ms, 2m.
struct WaitTime: ExpressibleByArgument {
  let seconds: Double

  init(seconds: Double) { self.seconds = seconds }

  init?(argument: String) {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
      let number = Double(argument.dropLast(unit.count)), number >= 0, number.isFinite
    else { return nil }
    seconds = number * factor
  }
}

extension ConnectionState {
  /// Whether waiting for another state is over.
  fileprivate var isSettled: Bool {
    switch self {
    case .connected, .needsLogin, .stuck, .failed, .disabled: true
    case .connecting, .suspect, .reconnecting: false
    }
  }
}
