import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI
import Model
import Settings

struct DefaultsSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Make a key the default of a scope, after it was proved on its token.")

  @OptionGroup var scopeOptions: ScopeOptions

  @Option(help: "A label or a PKCS#11 URI.")
  var key: String

  @Flag(help: "Tell what would move, and change nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let scope = try scopeOptions.scope()
    let name = try KeyName(key)
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly(unless: dryRun)
    let work = try DriverWork(invocation)
    do {
      // An unknown type or policy is told before anybody types a PIN.
      _ = try work.installation.keyStore.store.state(of: scope)
      let (chosen, connection) = try work.protectingKey(named: name)
      if dryRun {
        let reference = try work.installation.keyStore.prove(chosen, on: connection, for: scope)
        invocation.showMoves(try work.installation.keyStore.store.moves(set: scope, to: reference), scope)
      } else {
        let row = try work.installation.keyStore.setDefault(
          scope, to: chosen, on: connection, reason: options.reason)
        for warning in chosen.warnings(today: KeyStore.today) {
          invocation.streams.message("claviger: \(chosen.printableLabel): \(warning)")
        }
        if options.json {
          invocation.streams.print(JSONValue.defaultKey(row, work.invocationDrivers).text + "\n")
        } else {
          invocation.showDefaults([row], work.invocationDrivers, details: [:])
        }
      }
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    }
    try work.end(with: 0)
  }
}

struct DefaultsClearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Clear the default of a scope; what is above it takes its place.")

  @OptionGroup var scopeOptions: ScopeOptions

  @Flag(help: "Tell what would move, and change nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let scope = try scopeOptions.scope()
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly(unless: dryRun)
    let configuration = try invocation.configuration()
    let store = try invocation.openStore(configuration)
    do throws(KeyStoreError) {
      if dryRun {
        invocation.showMoves(try store.moves(set: scope, to: nil), scope)
        return
      }
      let row = try store.clearDefault(
        scope, ifUnchangedFrom: try store.state(of: scope), reason: options.reason)
      if options.json {
        let removed = JSONValue.object([("removed", .defaultKey(row, configuration.drivers))])
        invocation.streams.print(removed.text + "\n")
      } else {
        invocation.streams.message("cleared the default of \(scope)")
      }
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension DriverWork {
  /// Finds the one key of a name that may protect.
  ///
  /// - Throws: 6 with the reason when those of the name may not; 5 when there is none, or more than one.
  func protectingKey(named name: KeyName) throws -> (KeyObject, Connection) {
    let installation = installation
    let outcomes = onEachDriver(login: .required) { connection in
      let ground = try installation.keyStore.ground(on: connection)
      return try connection.listObjects().filter(name.matches).map { ($0, $0.ineligibility(on: ground)) }
    }
    var found: [(key: KeyObject, reason: Ineligibility?, connection: Connection)] = []
    for (connection, result) in outcomes {
      if case .success(let keys) = result { found += keys.map { ($0.0, $0.1, connection) } }
    }
    let eligible = found.filter { $0.reason == nil }
    if eligible.count == 1 { return (eligible[0].key, eligible[0].connection) }
    if eligible.count > 1 { try end(with: reportAmbiguous(name, eligible.map(\.key))) }
    if let refused = found.first(where: { $0.key.objectClass == .CKO_SECRET_KEY }) ?? found.first {
      let failure = CommandFailure(
        6, "key \(refused.key.printableLabel) cannot protect: \(refused.reason?.words ?? "")",
        remedy: "choose another: `claviger keys list`")
      failure.report(asJSON: invocation.options.json)
      try end(with: 6)
    }
    let status = report(outcomes)
    try end(with: status != 0 ? status : reportAmbiguous(name, []))
  }
}

extension Invocation {
  /// Refuses a change under --read-only.
  func refuseReadOnly(unless harmless: Bool = false) throws {
    guard options.readOnly, !harmless else { return }
    throw CommandFailure(6, "nothing can be changed: --read-only was given", remedy: "leave it out")
  }

  func showMoves(_ moves: DefaultMoves, _ scope: Scope) {
    if options.json {
      let rows = moves.moves.map { move in
        JSONValue.object([
          ("from", .reference(move.from, driver: nil)), ("to", .reference(move.to, driver: nil)),
          ("secrets", .integer(UInt64(move.secrets))), ("secretsOnOldKey", .integer(UInt64(move.secretsOnOldKey))),
        ])
      }
      let document = JSONValue.object([
        ("scope", .scope(scope)), ("moves", .array(rows)), ("types", .integer(UInt64(moves.types))),
        ("policies", .integer(UInt64(moves.policies))), ("secrets", .integer(UInt64(moves.secrets))),
      ])
      streams.print(document.text + "\n")
      return
    }
    streams.print("With another default of \(scope), \(moves.words).\n")
    for move in moves.moves {
      let from = move.from.map { PlainText.safe(String(decoding: $0.label, as: UTF8.self)) } ?? "no key"
      let to = move.to.map { PlainText.safe(String(decoding: $0.label, as: UTF8.self)) } ?? "no key"
      streams.print("\(move.secrets) from \(from) to \(to); \(move.secretsOnOldKey) are under the old key\n")
    }
  }
}
