import ArgumentParser
import HSM
import KeyStoreAPI
import Model

struct DriversTrialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trial", abstract: "Try what drivers can do, by doing it with session objects; nothing is left.",
    discussion: """
      Without --full: two exports and one protection, as far as they are configured. Ctrl-C ends it behind the step \
      that is under way: what was not come to is kept as not tried.
      """)

  @Argument(help: "The driver; all of them without.")
  var name: String?

  @Flag(help: "Every type, size and mechanism of the configured use cases.")
  var full = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let (name, full) = (name, full)
    try DriverWork.run(invocation) { work in
      if let name, work.installation.connection(named: name) == nil {
        throw CommandFailure(
          2, "there is no driver \(name)",
          remedy: "configured are \(work.installation.connections.map(\.driver.name).joined(separator: ", "))")
      }
      let (keyStore, reason) = (work.installation.keyStore, invocation.options.reason)
      Interruption.endsBySelf {
        invocation.streams.message("claviger: ending behind the step that is under way; again: at once")
      }
      let outcomes = work.onEachDriver(login: .required, concerns: { name == nil || $0.name == name }) { connection in
        try keyStore.runTrial(
          on: connection, isFull: full, reason: reason, isCancelled: { Interruption.received != 0 },
          report: { rows in
            guard invocation.streams.messagesAreTerminal else { return }
            for row in rows { invocation.streams.message("claviger: \(row.words)") }
          })
      }
      // A driver that failed has no rows; its failure is reported beside them.
      let rows = outcomes.flatMap { (try? $0.result.get())?.rows ?? [] }
      var table = TextTable(["DRIVER", "USE CASE", "STEP", "RESULT", "MECHANISM", "RETURN", "DETAIL"])
      for row in rows {
        table.add([
          row.driver, row.useCase.rawValue, row.step, row.result.rawValue, row.mechanism, row.returnName ?? "",
          row.detail,
        ])
      }
      work.show(outcomes, .array(rows.map(JSONValue.trial)), table)
      let status = work.report(outcomes)
      if Interruption.received != 0 { return 128 + Interruption.received }
      return status == 0 && rows.contains { $0.result == .failed } ? 1 : status
    }
  }
}

extension TrialRow {
  /// In one line: what was tried, and what came of it.
  var words: String {
    let text = "\(driver): \(step): \(result.rawValue)" + (detail.isEmpty ? "" : ": \(detail)")
    return PlainText.safe(text)
  }
}

extension TrialReport {
  /// How it came out, and when.
  var words: String {
    let tried = rows.filter { $0.result != .notTried }
    return "\(tried.count { $0.result == .passed }) of \(tried.count) passed"
  }
}

extension JSONValue {
  fileprivate static func trial(_ row: TrialRow) -> JSONValue {
    .object([
      ("driver", .string(row.driver)), ("useCase", .string(row.useCase.rawValue)), ("step", .string(row.step)),
      ("mechanism", row.mechanism.isEmpty ? .null : .string(row.mechanism)), ("result", .string(row.result.rawValue)),
      ("returnName", .optional(row.returnName)), ("detail", row.detail.isEmpty ? .null : .string(row.detail)),
    ])
  }
}
