import ArgumentParser
import Foundation
import KeyStoreAPI
import Model
import SecretMemory

struct SecretsGetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Open a secret and write exactly its bytes to standard output; audited.")

  @OptionGroup var nameArguments: SecretNameArguments

  @Flag(help: "Write to a terminal too: printable text as it is, other bytes as hexadecimal digits.")
  var show = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let path = try nameArguments.path()
    let invocation = try Invocation(options)
    guard !options.readOnly else {
      throw CommandFailure(
        6, "a secret cannot be opened read-only: that it was opened must be written down",
        remedy: "leave --read-only out"
      )
    }
    let isTerminal = invocation.streams.resultsAreTerminal
    guard show || !isTerminal else {
      throw CommandFailure(
        6, "a secret is not written to a terminal", remedy: "use --show, or send it to a file or a pipe")
    }
    let reason = options.reason
    try DriverWork.run(invocation) { work in
      let keyStore = work.installation.keyStore
      let secret = try keyStore.store.secret(path)
      try work.connect(for: [secret.key.token])
      let opened = try work.onAll { SecretBox(try keyStore.reveal(path, reason: reason)) }
      guard let bytes = opened.take() else { return 1 }
      bytes.withUnsafeBytes { bytes in
        if isTerminal {
          invocation.streams.print(SecretText(bytes).line)
        } else {
          invocation.streams.print(raw: bytes)
        }
      }
      return 0
    }
  }
}
