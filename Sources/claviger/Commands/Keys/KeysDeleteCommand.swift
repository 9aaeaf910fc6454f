import ArgumentParser
import HSM
import KeyStoreAPI
import Model

struct KeysDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Destroy a key, both halves of a pair, after its label was typed.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Flag(help: "Destroy it also where a default or a secret hangs on it: those secrets are lost.")
  var evenIfUsed = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    let evenIfUsed = evenIfUsed
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    try DriverWork.run(invocation) { work in
      guard let (record, connection) = try work.findKey(name) else { return 5 }
      let keyStore = work.installation.keyStore
      let key = record.key
      let burden = try work.onAll { try keyStore.burden(of: key, on: connection) }
      if !evenIfUsed { try work.onAll { try keyStore.refuseDeletion(of: key, burden) } }
      try invocation.confirm(
        "\(key.typeWords) \(key.printableLabel) on token \(key.token.label) is destroyed for good"
          + (burden.map { "; it \($0)" } ?? ""), by: key.confirmation)
      let removed = try work.onAll {
        try keyStore.delete(key, on: connection, evenIfUsed: evenIfUsed, reason: invocation.options.reason)
      }
      if invocation.options.json {
        let rows = JSONValue.array(removed.map { KeyRecord($0).json })
        invocation.streams.print(JSONValue.object([("removed", rows)]).text + "\n")
      } else {
        invocation.streams.message("destroyed \(removed.map(\.uri).joined(separator: " and "))")
      }
      return 0
    }
  }
}
