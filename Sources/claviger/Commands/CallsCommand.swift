import ArgumentParser
import Cryptoki
import Foundation
import HSM

struct CallsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calls", abstract: "Show the C_ calls that processes of yours made, with code and duration.",
    discussion: "The last 1,000 by time, of processes that run or ended within the hour; never an argument of a call.")

  private static let most = 1000
  private static let interval = 0.2
  /// A call that is still running is told of once it has lasted so long.
  private static let longNanoseconds: UInt64 = 1_000_000_000

  @Flag(help: "Go on with the calls that come, until a signal ends it.")
  var follow = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    Interruption.watch()
    let traces = CallTraces(folder: StateFolder.path(invocation.environment).map { $0 + "/calls" })
    let news = traces.read()
    let calls = (news.ended + news.running).filter(isWanted).sorted { $0.at < $1.at }.suffix(Self.most)
    if options.json, !follow {
      invocation.streams.print(JSONValue.array(calls.map(JSONValue.call)).text + "\n")
      return
    }
    if !options.json { invocation.streams.print(Self.heading) }
    show(calls, invocation)
    guard follow else { return }
    var told = Set(news.running.map(CallPlace.init))
    while true {
      Thread.sleep(forTimeInterval: Self.interval)
      let news = traces.read()
      let long = news.running.filter { $0.nanoseconds ?? 0 >= Self.longNanoseconds && !told.contains(CallPlace($0)) }
      told = told.union(long.map(CallPlace.init)).intersection(news.running.map(CallPlace.init))
      show((news.ended + long).filter(isWanted), invocation)
      if news.lost > 0 {
        invocation.streams.message("claviger: \(news.lost) calls were overwritten before they were read")
      }
    }
  }

  private func isWanted(_ call: TracedCall) -> Bool { options.driver.map { $0 == call.driver } ?? true }

  private func show(_ calls: some Sequence<TracedCall>, _ invocation: Invocation) {
    let text = calls.map { options.json ? JSONValue.call($0).text : Self.line($0) }.map { $0 + "\n" }.joined()
    if !text.isEmpty { invocation.streams.print(text) }
  }

  // Columns of fixed width: what comes later stands below what stood there before.
  private static let heading = row("TIME", "PROCESS", "DRIVER", "FUNCTION", "MICROSECONDS", "ANSWER", "COMMAND") + "\n"

  private static func line(_ call: TracedCall) -> String {
    let answer = call.code?.name ?? (call.isRunning ? "(running)" : "(never returned)")
    return row(
      JSONValue.timeText(microsecondsOf: call.at), "\(call.process.id)", call.driver, call.function.rawValue,
      call.nanoseconds.map { "\($0 / 1000)" } ?? "", answer, call.process.command)
  }

  private static func row(
    _ time: String, _ process: String, _ driver: String, _ function: String, _ microseconds: String, _ answer: String,
    _ command: String
  ) -> String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let number = String(repeating: " ", count: max(0, 12 - microseconds.count)) + microseconds
    return [
      padded(time, 27), padded(process, 7), padded(PlainText.safe(driver), 12), padded(function, 21), number,
      padded(answer, 28), PlainText.safe(command),
    ].joined(separator: "  ")
  }
}

/// Which call of which process one is.
private struct CallPlace: Hashable {
  var process: CallingProcess
  var number: UInt64

  init(_ call: TracedCall) {
    process = call.process
    number = call.number
  }
}

extension JSONValue {
  static func call(_ call: TracedCall) -> JSONValue {
    .object([
      ("at", .string(timeText(microsecondsOf: call.at))),
      ("process", .object([("id", .integer(UInt64(call.process.id))), ("command", .string(call.process.command))])),
      ("driver", .string(call.driver)), ("session", .integer(UInt64(call.session))),
      ("function", .string(call.function.rawValue)), ("returnValue", .count(call.code?.rawValue)),
      ("returnName", .optional(call.code?.name)),
      ("microseconds", .optional(call.nanoseconds.map { Double($0) / 1000 })),
    ])
  }

  /// ISO 8601 in UTC, to the microsecond.
  fileprivate static func timeText(microsecondsOf date: Date) -> String {
    let microseconds = Int((date.timeIntervalSince1970 * 1e6).rounded(.down))
    let (seconds, rest) = (microseconds / 1_000_000, microseconds % 1_000_000)
    guard case .string(let text) = time(Date(timeIntervalSince1970: Double(seconds))) else { return "" }
    return text.dropLast() + "." + String("\(1_000_000 + rest)".dropFirst()) + "Z"
  }
}
