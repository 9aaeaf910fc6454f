import ArgumentParser
import HSM
import KeyStoreAPI
import Model

struct KeysRenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a key another label; defaults and secrets go on referring to it.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Argument(help: "The new label.")
  var label: String

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    let label = label
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    guard !label.isEmpty else { throw CommandFailure(2, "the new label is empty", remedy: "give one") }
    try DriverWork.run(invocation) { work in
      guard let (record, connection) = try work.findKey(name) else { return 5 }
      let keyStore = work.installation.keyStore
      let renamed = try work.onAll {
        try keyStore.rename(record.key, to: label, on: connection, reason: invocation.options.reason)
      }
      if renamed.defaults + renamed.secrets > 0 {
        invocation.streams.message(
          "claviger: rewrote the references of \(renamed.defaults) defaults and \(renamed.secrets) secrets")
      }
      try work.showRows(renamed.objects)
      return 0
    }
  }
}
