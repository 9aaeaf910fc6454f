import ArgumentParser
import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import Model
import Settings

struct DefaultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "defaults", abstract: "Choose which key protects what.",
    subcommands: [List.self, DefaultsSetCommand.self, DefaultsClearCommand.self, Explain.self, Check.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the defaults that are set.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let configuration = try invocation.configuration()
      Interruption.watch()
      let rows = try invocation.openStore(configuration).listDefaultsOrFail()
      invocation.showDefaults(rows, configuration.drivers, details: [:])
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tell which key is effective, and why.")

    @Option(help: "The type of secret.")
    var type: String

    @Option(help: "The policy; without one, the root.")
    var policy: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let configuration = try invocation.configuration()
      Interruption.watch()
      do {
        let path = try policy.map { try PolicyPath(parsing: $0) } ?? .root
        let resolution = try invocation.openStore(configuration).resolve(type: type, policy: path)
        invocation.showResolution(resolution, configuration.drivers)
      } catch let error as KeyStoreError {
        throw CommandFailure(error)
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Try every default against its cryptogram; exit 1 if one fails.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      try DriverWork.run(try Invocation(options)) { work in
        let keyStore = work.installation.keyStore
        let tokens = Set(try keyStore.store.listDefaults().map(\.key.token))
        let outcomes = work.onEachDriver(login: .required, concerns: { tokens.contains(where: $0.token.fits) }) { _ in
          true
        }
        let connecting = work.report(outcomes)
        var statuses = [connecting]
        let isRecording = !work.invocation.options.readOnly
        let checked = try work.onAll { try keyStore.checkDefaults(recording: isRecording) }
        var details: [Scope: String] = [:]
        for (row, check) in checked {
          details[row.scope] = check.detail
          let (status, words) = Self.judge(check)
          // What cannot be reached ends as its driver did.
          statuses.append(status == 3 && connecting != 0 ? connecting : status)
          guard let words else { continue }
          details[row.scope] = words
          work.invocation.streams.message("claviger: the default of \(row.scope) \(PlainText.safe(words))")
        }
        work.invocation.showDefaults(checked.map(\.default), work.invocationDrivers, details: details)
        return CommandEnd.status(of: statuses.filter { $0 != 0 })
      }
    }

    /// The status that a check ends with, and what a person should know beside it.
    private static func judge(_ check: ReferenceCheck) -> (status: Int32, words: String?) {
      switch check.result {
      case .unreachable: return (3, nil)
      case .proved, .renamed: break
      case .missing, .ambiguous, .wrongKey, .unable, .notChecked:
        return (1, "failed: \(check.detail ?? check.result.rawValue)")
      }
      guard let key = check.key, case .day(let end) = key.date(.CKA_END_DATE) else { return (0, nil) }
      let left = end.dayNumber - KeyStore.today.dayNumber
      if left < 0 { return (1, "expired \(end)") }
      return (0, left <= 30 ? "expires \(end), in \(left) days" : nil)
    }
  }
}

/// The scope that a command is about.
struct ScopeOptions: ParsableArguments {
  @Flag(help: "The global default.")
  var global = false

  @Option(help: "The default of a type of secret; with --policy, of that type in the policy.")
  var type: String?

  @Option(help: "The default of a policy, as a path: Payments/Test.")
  var policy: String?

  func scope() throws -> Scope {
    guard global || type != nil || policy != nil, !(global && (type != nil || policy != nil)) else {
      throw CommandFailure(2, "say which default: --global, --type, or --policy with or without --type")
    }
    do {
      return Scope(policy: try policy.map { try PolicyPath(parsing: $0) }, type: type)
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    }
  }
}

extension DriverWork {
  var invocationDrivers: [DriverConfiguration] { installation.configuration.drivers }
}

extension Store {
  func listDefaultsOrFail() throws -> [DefaultKey] {
    do {
      return try listDefaults()
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension Invocation {
  func showDefaults(_ rows: [DefaultKey], _ drivers: [DriverConfiguration], details: [Scope: String]) {
    if options.json {
      streams.print(JSONValue.array(rows.map { JSONValue.defaultKey($0, drivers) }).text + "\n")
      return
    }
    var table = TextTable(["SCOPE", "KEY", "TOKEN", "CHECKED", "AT", "DETAIL"])
    for row in rows {
      table.add([
        row.scope.description, String(decoding: row.key.label, as: UTF8.self), row.key.token.label,
        row.checked.result.rawValue, JSONValue.timeText(row.checked.at), details[row.scope] ?? "",
      ])
    }
    streams.print(table.text)
  }

  func showResolution(_ resolution: Resolution, _ drivers: [DriverConfiguration]) {
    if options.json {
      let chain = resolution.chain.map { link in
        JSONValue.object([
          ("scope", .scope(link.scope)),
          ("key", .reference(link.key, driver: link.key?.driverName(among: drivers))),
        ])
      }
      let document = JSONValue.object([
        ("type", .string(resolution.type)), ("policy", .string(resolution.policy.description)),
        ("key", .reference(resolution.key, driver: resolution.key?.driverName(among: drivers))),
        ("source", resolution.source.map(JSONValue.scope) ?? .null), ("chain", .array(chain)),
      ])
      streams.print(document.text + "\n")
      return
    }
    var table = TextTable(["", "SCOPE", "KEY"])
    for link in resolution.chain {
      let isSource = link.scope == resolution.source
      table.add([
        isSource ? "→" : "", link.scope.description,
        link.key.map { String(decoding: $0.label, as: UTF8.self) } ?? "-",
      ])
    }
    streams.print(table.text)
  }
}

extension KeyReference {
  /// The configured driver whose token this is.
  func driverName(among drivers: [DriverConfiguration]) -> String? {
    drivers.first { $0.token.fits(token) }?.name
  }
}

extension JSONValue {
  static func defaultKey(_ row: DefaultKey, _ drivers: [DriverConfiguration]) -> JSONValue {
    .object([
      ("scope", scope(row.scope)), ("key", reference(row.key, driver: row.key.driverName(among: drivers))),
      (
        "checked",
        .object([("result", .string(row.checked.result.rawValue)), ("at", time(row.checked.at))])
      ),
    ])
  }

  /// A time as tables print it.
  static func timeText(_ date: Date?) -> String {
    guard case .string(let text) = time(date) else { return "" }
    return text
  }
}
