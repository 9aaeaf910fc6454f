import ArgumentParser
import HSM
import KeyStoreAPI
import Model
import Settings
import Synchronization

struct SecretsReprotectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reprotect", abstract: "Bring secrets to their effective key.",
    discussion: """
      It can be interrupted at any moment: each secret opens under its old key or its new one, and the next run goes on \
      with what is left.
      """)

  @Option(help: "Only secrets under this key: a label or a PKCS#11 URI.")
  var from: String?

  @OptionGroup var filterOptions: SecretFilterOptions

  @Flag(help: "Also secrets that were put with a key of their own.")
  var evenNamed = false

  @Flag(help: "Tell what would move, and change nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    var filter = try filterOptions.filter()
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly(unless: dryRun)
    let configuration = try invocation.configuration()
    let store = try invocation.openStore(configuration)
    let plan: Reprotection.Plan
    let selection: Reprotection.Selection
    do {
      if let from { filter.fingerprint = try store.fingerprint(ofKeyNamed: try KeyName(from)) }
      selection = Reprotection.Selection(filter, evenNamed: evenNamed)
      plan = try store.planReprotection(selection)
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    }
    if dryRun || plan.moves.isEmpty, plan.withoutKey == 0 || dryRun {
      invocation.show(plan, configuration.drivers, isDryRun: dryRun)
      return
    }
    let reason = options.reason
    try DriverWork.run(invocation) { work in
      try work.connect(for: Set(plan.moves.flatMap { [$0.from.token, $0.to.token] }))
      let bar = Mutex(ProgressBar(invocation.streams))
      let report = try work.onAll {
        try work.installation.keyStore.reprotect(selection, reason: reason) { progress in
          bar.withLock {
            $0.show(progress.done, of: progress.total, progress.failed > 0 ? ", \(progress.failed) failed" : "")
          }
          return true
        }
      }
      bar.withLock { $0.end() }
      invocation.show(report, work.invocationDrivers)
      return report.remaining.contains(where: \.isFailure) ? 1 : 0
    }
  }
}

extension Store {
  /// The fingerprint of the one key of a name that secrets are under.
  fileprivate func fingerprint(ofKeyNamed name: KeyName) throws -> [UInt8] {
    let named = try listDependents().filter { name.matches($0) }
    let fingerprints = Set(named.map(\.fingerprint))
    guard fingerprints.count == 1, let fingerprint = fingerprints.first else {
      throw CommandFailure(
        5,
        fingerprints.isEmpty
          ? "nothing hangs on a key named \(name.text)" : "\(fingerprints.count) keys named \(name.text) have secrets",
        remedy: "`claviger secrets list` shows the keys; name one by its URI")
    }
    return fingerprint
  }
}

extension Invocation {
  fileprivate func show(_ plan: Reprotection.Plan, _ drivers: [DriverConfiguration], isDryRun: Bool) {
    if options.json {
      let moves = plan.moves.map { move in
        JSONValue.object([
          ("from", .identity(move.from, drivers)), ("to", .identity(move.to, drivers)),
          ("secrets", .integer(UInt64(move.secrets))),
        ])
      }
      let document = JSONValue.object([
        ("moves", .array(moves)), ("secrets", .integer(UInt64(plan.secrets))),
        ("named", .integer(UInt64(plan.named))), ("withoutKey", .integer(UInt64(plan.withoutKey))),
      ])
      streams.print(document.text + "\n")
      return
    }
    for move in plan.moves {
      streams.print("\(move.secrets) secrets would move from \(move.from.label.shown) to \(move.to.label.shown)\n")
    }
    if plan.moves.isEmpty { streams.print("every secret is under its effective key\n") }
    if plan.named > 0 { streams.print("\(plan.named) stay under a key that was named with them (--even-named)\n") }
    if plan.withoutKey > 0 { streams.print("\(plan.withoutKey) have no effective key\n") }
  }

  fileprivate func show(_ report: Reprotection.Report, _ drivers: [DriverConfiguration]) {
    if options.json {
      let remaining = report.remaining.map { remainder in
        JSONValue.object([
          ("key", .identity(remainder.key, drivers)), ("secrets", .integer(UInt64(remainder.secrets))),
          ("reason", .string(remainder.reason)),
        ])
      }
      let document = JSONValue.object([
        ("moved", .integer(UInt64(report.moved))), ("remaining", .array(remaining)),
      ])
      streams.print(document.text + "\n")
      return
    }
    streams.print("\(report.moved) secrets moved to their effective key\n")
    for remainder in report.remaining {
      streams.print(
        "\(remainder.secrets) are still under \(remainder.key.label.shown): \(PlainText.safe(remainder.reason))\n")
    }
  }
}

extension [UInt8] {
  /// A label as tables show it.
  fileprivate var shown: String { PlainText.safe(String(decoding: self, as: UTF8.self)) }
}
