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
    subcommands: [
      List.self, DefaultsSetCommand.self, DefaultsClearCommand.self, Explain.self, Check.self,
      DefaultsRebindCommand.self, DefaultsConfirmCommand.self,
    ])

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
        let checked = try work.onAll {
          try keyStore.store.holdSeal()
          return try keyStore.checkDefaults(recording: isRecording)
        }
        var details: [Scope: String] = [:]
        for (row, check) in checked {
          details[row.scope] = check.detail
          let (status, words) = Self.judge(check, row)
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
    private static func judge(_ check: ReferenceCheck, _ row: DefaultKey) -> (status: Int32, words: String?) {
      switch check.result {
      case .unreachable: return (3, nil)
      case .proved, .renamed: break
      case .missing, .ambiguous, .wrongKey, .unable, .notChecked:
        return (1, "failed: \(check.detail ?? check.result.rawValue)")
      }
      if row.seal == .unconfirmed {
        return (1, "does not bear the store's seal, and is not used until it is confirmed")
      }
      guard let key = check.key, case .day(let end) = key.date(.CKA_END_DATE) else { return (0, nil) }
      let left = end.dayNumber - KeyStore.today.dayNumber
      if left < 0 { return (1, "expired \(end)") }
      return (0, left <= 30 ? "expires \(end), in \(left) days" : nil)
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
