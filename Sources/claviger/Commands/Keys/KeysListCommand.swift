import ArgumentParser
import HSM
import KeyStoreAPI
import Model

struct KeysListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List keys and certificates.")

  @Flag(help: "List what can be seen without a login.")
  var `public` = false

  @Flag(help: "Read every attribute of every object.")
  var allAttributes = false

  @Flag(help: "Make the fingerprint and the check value of every AES key that may encrypt, two encryptions a key.")
  var fingerprints = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let isPublic = self.public
    let (reads, proves) = (allAttributes, fingerprints && !self.public)
    try DriverWork.run(try Invocation(options)) { work in
      if isPublic { work.invocation.streams.message("PUBLIC VIEW: private objects are hidden") }
      let dependents = try work.installation.keyStore.store.listDependents()
      let outcomes = work.onEachDriver(login: isPublic ? .none : .required) { connection in
        try KeyRecord.list(on: connection, needsLogin: !isPublic, dependents: dependents).map { record in
          let record = proves ? try record.fingerprinted(on: connection) : record
          return reads ? try record.readingAll(on: connection) : record
        }
      }
      // A driver that failed has no rows; its failure is reported beside them.
      let records = outcomes.flatMap { (try? $0.result.get()) ?? [] }
      if work.invocation.options.json {
        work.show(outcomes, .array(records.map(\.json)), TextTable([]))
      } else {
        var table = TextTable(KeyRecord.headings)
        let names = records.map { ($0.key.labelText, $0.className) }
        for index in names.indices.sorted(by: { names[$0] < names[$1] }) { table.add(records[index].cells) }
        work.show(outcomes, .null, table)
      }
      return work.report(outcomes)
    }
  }
}
