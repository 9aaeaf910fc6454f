import ArgumentParser
import KeyStoreAPI

struct SecretsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secrets", abstract: "Secrets at rest, each encrypted with a key of an HSM.",
    discussion: "A secret is NAME, at the root, or written Payments/Test/NAME; --policy says the same.",
    subcommands: [
      SecretsPutCommand.self, SecretsGetCommand.self, SecretsListCommand.self, SecretsMoveCommand.self,
      SecretsDeleteCommand.self, SecretsReprotectCommand.self,
    ])
}

/// The secret that a command is about.
struct SecretNameArguments: ParsableArguments {
  @Argument(help: "NAME, or Payments/Test/NAME.")
  var name: String

  @Option(help: "The secret's policy, where it does not stand before the name.")
  var policy: String?

  func path() throws -> SecretPath {
    do throws(KeyStoreError) {
      guard let policy else { return try SecretPath(parsing: name) }
      return try SecretPath(policy: try PolicyPath(parsing: policy), name: name)
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// Which secrets a command is about.
struct SecretFilterOptions: ParsableArguments {
  @Option(help: "Only secrets of this type.")
  var type: String?

  @Option(help: "Only secrets of this policy and those below it.")
  var policy: String?

  func filter() throws -> SecretFilter {
    do throws(KeyStoreError) {
      return SecretFilter(
        type: type, policy: try policy.map { (text) throws(KeyStoreError) in try PolicyPath(parsing: text) })
    } catch {
      throw CommandFailure(error)
    }
  }
}
