import ArgumentParser
import KeyStoreAPI
import Model
import Settings

struct SecretsMoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Give a secret another name or policy. It stays under its key.")

  @OptionGroup var nameArguments: SecretNameArguments

  @Argument(help: "NAME, or Payments/Test/NAME.")
  var destination: String

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let path = try nameArguments.path()
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let reason = options.reason
    let target: SecretPath
    do throws(KeyStoreError) {
      target = try SecretPath(parsing: destination)
    } catch {
      throw CommandFailure(error)
    }
    try DriverWork.run(invocation) { work in
      let keyStore = work.installation.keyStore
      let secret = try keyStore.store.secret(path)
      try work.connect(for: [secret.key.token])
      let moved = try work.onAll { try keyStore.move(path, to: target, reason: reason) }
      invocation.showChange(.secret(moved, work.invocationDrivers), "moved \(path) to \(moved.path)")
      return 0
    }
  }
}

struct SecretsDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "delete", abstract: "Remove a secret for good.")

  @OptionGroup var nameArguments: SecretNameArguments

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let path = try nameArguments.path()
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let configuration = try invocation.configuration()
    Interruption.watch()
    let store = try invocation.openStore(configuration, forChange: true)
    try DriverWork.holdSeal(of: store, configuration, for: invocation)
    do {
      let secret = try store.secret(path)
      try invocation.confirm("the secret \(path) will be gone for good", by: path.description)
      try store.deleteSecret(path, ifUnchangedFrom: secret, reason: options.reason)
      invocation.showChange(
        .object([("removed", .secret(secret, configuration.drivers))]), "deleted \(path)")
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    }
  }
}
