import ArgumentParser
import HSM
import KeyStoreAPI
import Model

struct KeysShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show every attribute of a key, its fingerprint, and what hangs on it.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    try DriverWork.run(try Invocation(options)) { work in
      let dependents = try work.installation.keyStore.store.listDependents()
      let outcomes = work.onEachDriver(login: .required, concerns: name.concerns, concernsToken: name.concerns) {
        connection in
        try KeyRecord.list(on: connection, dependents: dependents, where: name.matches).map {
          try $0.fingerprinted(on: connection).readingAll(on: connection)
        }
      }
      // A driver that failed has no rows; its failure is reported beside them.
      let found = outcomes.flatMap { (try? $0.result.get()) ?? [] }
      let status = work.report(outcomes)
      if found.isEmpty, status != 0 { return status }
      guard KeyRecord.areOneKey(found) else { return work.reportNotOne(name, found) }
      if work.invocation.options.json {
        work.invocation.streams.print(JSONValue.array(found.map(\.json)).text + "\n")
      } else {
        for record in found { work.invocation.streams.print(record.description) }
      }
      return status
    }
  }
}
