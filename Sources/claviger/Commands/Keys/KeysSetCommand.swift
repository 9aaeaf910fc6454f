import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI
import Model

struct KeysSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change attributes of a key; each half of a pair takes those that it has.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Argument(help: ArgumentHelp("Attributes and their values, as CKA_DERIVE=false.", valueName: "cka_x=v"))
  var changes: [String]

  @Flag(help: "Also take CKA_ENCRYPT or CKA_DECRYPT from a key that protects something.")
  var evenIfUsed = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    let changes = try Template(assignments: changes)
    do throws(KeyRequestError) {
      try changes.checkCanBeSet()
    } catch {
      throw CommandFailure(2, error.message, remedy: error.remedy)
    }
    let evenIfUsed = evenIfUsed
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    try DriverWork.run(invocation) { work in
      guard let (record, connection) = try work.findKey(name) else { return 5 }
      let keyStore = work.installation.keyStore
      let changed = try work.onAll {
        try keyStore.setAttributes(
          changes, of: record.key, on: connection, evenIfUsed: evenIfUsed, reason: invocation.options.reason)
      }
      try work.showRows(changed)
      return 0
    }
  }
}
