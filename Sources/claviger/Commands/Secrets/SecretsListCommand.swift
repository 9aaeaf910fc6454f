import ArgumentParser
import HSM
import KeyStoreAPI
import Settings

struct SecretsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the secrets, and the key that each is encrypted with.")

  @OptionGroup var filterOptions: SecretFilterOptions

  @Option(help: "Only secrets under the keys of this label.")
  var key: String?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let filter = try filterOptions.filter()
    let invocation = try Invocation(options)
    let configuration = try invocation.configuration()
    Interruption.watch()
    let store = try invocation.openStore(configuration)
    do throws(KeyStoreError) {
      let secrets: [Secret]
      if let key {
        var found: [Secret] = []
        let labelled = try store.listDependents().filter { $0.label == Array(key.utf8) }
        for fingerprint in Set(labelled.map(\.fingerprint)) {
          var narrowed = filter
          narrowed.fingerprint = fingerprint
          found += try store.listSecrets(narrowed)
        }
        secrets = found
      } else {
        secrets = try store.listSecrets(filter)
      }
      if options.json {
        invocation.streams.print(
          JSONValue.array(secrets.map { JSONValue.secret($0, configuration.drivers) }).text + "\n")
        return
      }
      var table = TextTable(["NAME", "TYPE", "KEY", "TOKEN", "NAMED", "SIZE", "PROTECTED"])
      for secret in secrets {
        table.add([
          secret.path.description, secret.type, String(decoding: secret.key.label, as: UTF8.self),
          secret.key.token.label, secret.named ? "yes" : "no", "\(secret.size)",
          JSONValue.timeText(secret.protectedAt),
        ])
      }
      invocation.streams.print(table.text)
    } catch {
      throw CommandFailure(error)
    }
  }
}
