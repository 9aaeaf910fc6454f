import ArgumentParser
import Cryptoki
import KeyStoreAPI
import Settings

struct AuditSealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Begin to seal the log with the key that `seal:` names.",
    discussion: """
      Needed once for a store that was made without a seal, and where another sealing key is configured. What the log \
      says up to now is taken as it is. Defaults that were set before are not used until they are confirmed: \
      `claviger defaults confirm`.
      """)

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let seal = try invocation.configuration().seal
    guard let seal else {
      throw CommandFailure(
        6, "nothing is sealed: the configuration has no `seal:`", remedy: "name an AES key there, by its URI")
    }
    try invocation.confirm(
      "what the audit log says up to now will be taken as it is", by: seal.object?.string ?? seal.description)
    let first = try invocation.onStore(forChange: true) { (store) throws(KeyStoreError) in
      try store.beginSealing(reason: options.reason)
    }
    invocation.showChange(.object([("sealedFrom", .integer(UInt64(first)))]), "sealed from entry \(first) on")
  }
}
