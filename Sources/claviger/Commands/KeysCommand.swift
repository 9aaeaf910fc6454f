import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI
import Model

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Look at the objects on the tokens.",
    subcommands: [
      List.self, Show.self, KeysPublicCommand.self, KeysRequestCommand.self, KeysImportCertificateCommand.self,
      KeysExportCertificateCommand.self,
    ])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List keys and certificates.")

    @Flag(help: "List what can be seen without a login.")
    var `public` = false

    @Flag(help: "Read every attribute of every object.")
    var allAttributes = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let isPublic = self.public
      let reads = allAttributes
      try DriverWork.run(try Invocation(options)) { work in
        if isPublic { work.invocation.streams.message("PUBLIC VIEW: private objects are hidden") }
        let outcomes = work.onEachDriver(login: isPublic ? .none : .required) { connection in
          let records = try KeyRecord.list(on: connection, needsLogin: !isPublic)
          return reads ? try records.map { try $0.readingAll(on: connection) } : records
        }
        // A driver that failed has no rows; its failure is reported beside them.
        let records = outcomes.flatMap { (try? $0.result.get()) ?? [] }
        let defaults = try work.installation.keyStore.store.listDefaults()
        var table = TextTable(["LABEL", "TYPE", "CLASS", "ID", "DRIVER", "DEFAULT FOR", "WARNINGS"])
        let sorted = records.sorted { ($0.key.labelText, $0.className) < ($1.key.labelText, $1.className) }
        for record in sorted { table.add(record.cells(defaults)) }
        work.show(outcomes, .array(records.map { $0.json(defaults) }), table)
        return work.report(outcomes)
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show every attribute of one object.")

    @Argument(help: "A label or a PKCS#11 URI.")
    var key: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let name = try KeyName(key)
      try DriverWork.run(try Invocation(options)) { work in
        let outcomes = work.onEachDriver(login: .required, concerns: name.concerns, concernsToken: name.concerns) {
          connection in
          try KeyRecord.list(on: connection, needsLogin: true, where: name.matches).map {
            try $0.readingAll(on: connection)
          }
        }
        // A driver that failed has no rows; its failure is reported beside them.
        let found = outcomes.flatMap { (try? $0.result.get()) ?? [] }
        let status = work.report(outcomes)
        if found.isEmpty, status != 0 { return status }
        guard KeyRecord.areOneKey(found) else { return work.reportNotOne(name, found) }
        let defaults = try work.installation.keyStore.store.listDefaults()
        if work.invocation.options.json {
          work.invocation.streams.print(JSONValue.array(found.map { $0.json(defaults) }).text + "\n")
        } else {
          for record in found { work.invocation.streams.print(record.description) }
        }
        return status
      }
    }
  }
}

extension KeyRecord {
  /// Whether these are one key: a single object, or the halves of a pair and their certificate, which share an id.
  fileprivate static func areOneKey(_ records: [KeyRecord]) -> Bool {
    guard let first = records.first else { return false }
    if records.count == 1 { return true }
    return !first.key.id.isEmpty
      && records.allSatisfy { $0.key.token == first.key.token && $0.key.id == first.key.id }
      && Set(records.map(\.key.objectClass)).count == records.count
  }

  fileprivate func readingAll(on connection: Connection) throws -> KeyRecord {
    var record = self
    record.all = try connection.readAllAttributes(of: key)
    return record
  }

  fileprivate func cells(_ defaults: [DefaultKey]) -> [String] {
    [
      key.labelText, key.typeWords, className, hexadecimal(key.id), key.driver,
      scopes(defaults).map(\.description).joined(separator: ", "),
      key.warnings(today: KeyStore.today).joined(separator: "; "),
    ]
  }
}
