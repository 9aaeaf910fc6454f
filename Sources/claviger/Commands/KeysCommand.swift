import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI
import Model

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Look at the objects on the tokens.",
    subcommands: [List.self, Show.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List keys and certificates.")

    @Flag(help: "List what can be seen without a login.")
    var `public` = false

    @Flag(help: "Read every attribute of every object.")
    var allAttributes = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let work = try DriverWork(try Invocation(options))
      if self.public { work.invocation.streams.message("PUBLIC VIEW: private objects are hidden") }
      let reads = allAttributes
      let outcomes = work.onEachDriver(login: self.public ? .none : .required) { connection in
        try KeyRecord.list(on: connection, allAttributes: reads, needsLogin: !self.public)
      }
      try work.requireResults(outcomes)
      let records = outcomes.flatMap { outcome -> [KeyRecord] in
        guard case .success(let records) = outcome.result else { return [] }
        return records
      }
      let defaults = (try? work.installation.keyStore.store.listDefaults()) ?? []
      if options.json {
        work.invocation.streams.print(JSONValue.array(records.map { $0.json(defaults) }).text + "\n")
      } else {
        var table = TextTable(["LABEL", "TYPE", "CLASS", "ID", "DRIVER", "DEFAULT FOR", "WARNINGS"])
        for record in records {
          table.add([
            record.key.labelText, record.key.typeWords, record.className, hexadecimal(record.key.id),
            record.key.driver, record.scopes(defaults).map(\.description).joined(separator: ", "),
            record.key.warnings(today: KeyStore.today).joined(separator: "; "),
          ])
        }
        work.invocation.streams.print(table.text)
      }
      try work.end(with: work.report(outcomes))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show every attribute of one object.")

    @Argument(help: "A label or a PKCS#11 URI.")
    var key: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let work = try DriverWork(try Invocation(options))
      let name = try KeyName(key)
      let outcomes = work.onEachDriver(login: .required) { connection in
        try KeyRecord.list(on: connection, allAttributes: false, needsLogin: true).filter { name.matches($0.key) }
      }
      let found = outcomes.flatMap { outcome -> [KeyRecord] in
        guard case .success(let records) = outcome.result else { return [] }
        return records
      }
      let status = found.isEmpty ? work.report(outcomes) : 0
      if status != 0 { try work.end(with: status) }
      // The halves of a pair and their certificate share an id: they are one key, shown together.
      let ids = Set(found.map { "\($0.key.driver)\u{0}\(hexadecimal($0.key.id))" })
      guard !found.isEmpty, ids.count == 1, found.count == Set(found.map(\.key.objectClass)).count else {
        try work.end(with: work.reportAmbiguous(name, found.map(\.key)))
      }
      let records = try found.map { record in
        guard let connection = work.installation.connection(named: record.key.driver) else { return record }
        return KeyRecord(key: record.key, all: try connection.readAllAttributes(of: record.key))
      }
      let defaults = (try? work.installation.keyStore.store.listDefaults()) ?? []
      if options.json {
        work.invocation.streams.print(JSONValue.array(records.map { $0.json(defaults) }).text + "\n")
      } else {
        for record in records { work.invocation.streams.print(record.description) }
      }
      try work.end(with: 0)
    }
  }
}

extension DriverWork {
  /// Says that a name fits no key, or several: their URIs, one a line.
  func reportAmbiguous(_ name: KeyName, _ keys: [KeyObject]) -> Int32 {
    if keys.isEmpty {
      CommandFailure(5, "no key is named \(name.text)", remedy: "`claviger keys list` shows them")
        .report(asJSON: invocation.options.json)
    } else {
      CommandFailure(5, "\(keys.count) keys fit \(name.text)", remedy: "name one by its URI:")
        .report(asJSON: invocation.options.json)
      for key in keys { invocation.streams.message(key.uri) }
    }
    return 5
  }
}
