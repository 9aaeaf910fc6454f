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
    let isDryRun = dryRun
    try DriverWork.run(invocation) { work in
      let keyStore = work.installation.keyStore
      // An unknown type or policy is told before anybody types a PIN.
      _ = try keyStore.store.state(of: scope)
      guard let (chosen, connection) = try work.protectingKey(named: name) else { return 5 }
      if isDryRun {
        let reference = try work.onAll { try keyStore.prove(chosen, on: connection, for: scope) }
        invocation.showMoves(try keyStore.store.moves(set: scope, to: reference), scope)
        return 0
      }
      let reason = invocation.options.reason
      let row = try work.onAll { try keyStore.setDefault(scope, to: chosen, on: connection, reason: reason) }
      for warning in chosen.warnings(today: KeyStore.today) {
        invocation.streams.message("claviger: \(chosen.printableLabel): \(warning)")
      }
      if invocation.options.json {
        invocation.streams.print(JSONValue.defaultKey(row, work.invocationDrivers).text + "\n")
      } else {
        invocation.showDefaults([row], work.invocationDrivers, details: [:])
      }
      return 0
    }
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
    Interruption.watch()
    let store = try invocation.openStore(configuration, forChange: !dryRun)
    if !dryRun { try DriverWork.holdSeal(of: store, configuration, for: invocation) }
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
  /// Finds the one key of a name that may protect; nil where several do, or none has the name, which is reported.
  ///
  /// - Throws: 6 with the reason when those of the name may not; what kept a driver from being searched, since the name
  ///   may then mean another key.
  func protectingKey(named name: KeyName) throws -> (KeyObject, Connection)? {
    let keyStore = installation.keyStore
    let outcomes = onEachDriver(login: .required, concerns: name.concerns, concernsToken: name.concerns) { connection in
      let ground = try keyStore.ground(on: connection)
      return try KeyRecord.list(on: connection, needsLogin: true, where: name.matches).map {
        ($0, $0.key.ineligibility(on: ground))
      }
    }
    let found = try outcomes.flatMap { connection, result in try result.get().map { ($0.0, $0.1, connection) } }
    let eligible = found.filter { $0.1 == nil }
    if eligible.count == 1 { return (eligible[0].0.key, eligible[0].2) }
    let aes = found.first { $0.0.key.objectClass == .CKO_SECRET_KEY } ?? found.first
    if eligible.isEmpty, let (record, reason, _) = aes {
      throw CommandFailure(
        6, "key \(record.key.printableLabel) cannot protect: \(reason?.words ?? "")",
        remedy: "choose another: `claviger keys list`")
    }
    _ = reportNotOne(name, eligible.map(\.0))
    return nil
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
      let count = move.secretsOnOldKey
      let old = move.from == nil ? "" : "; in all \(count) \(count == 1 ? "is" : "are") under the old key"
      streams.print(PlainText.safe(move.words + old) + "\n")
    }
  }
}
