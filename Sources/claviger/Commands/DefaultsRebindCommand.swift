import ArgumentParser
import HSM
import KeyStoreAPI
import Model
import Settings

struct DefaultsRebindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebind", abstract: "Move all references from a token to another that holds the same keys.",
    discussion: """
      For a restored or replaced HSM: each key is proved on the new token, nothing is encrypted anew, and where one key \
      is lacking nothing is changed.
      """)

  @Option(help: "The token as the store remembers it: its label or serial number.")
  var from: String

  @Option(help: "The token that a configured driver has: its label or serial number.")
  var to: String

  @Flag(help: "Prove every key, and change nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly(unless: dryRun)
    let (from, to, isDryRun, reason) = (from, to, dryRun, options.reason)
    try DriverWork.run(invocation) { work in
      let keyStore = work.installation.keyStore
      @Sendable func fits(_ token: TokenIdentity, _ name: String) -> Bool {
        token.label == name || token.serial == name
      }
      let known = try keyStore.store.listReferredTokens().filter { fits($0, from) }
      // The same label on both is what a replacement has: then the serial numbers tell them apart.
      guard let old = known.first, known.count == 1 else {
        throw CommandFailure(
          5, known.isEmpty ? "nothing refers to a token \(from)" : "\(known.count) tokens are called \(from)",
          remedy: "name the token by its serial number; `claviger defaults list --json` shows what is remembered")
      }
      let outcomes = work.onEachDriver(
        login: .required,
        concernsToken: {
          fits($0, to) && !($0.serial == old.serial && $0.manufacturer == old.manufacturer && $0.model == old.model)
        },
        { _ in true })
      let ready = outcomes.filter { (try? $0.result.get()) != nil }
      guard let connection = ready.first?.connection, ready.count == 1 else {
        let status = work.report(outcomes)
        if status != 0 { return status }
        throw CommandFailure(
          5, ready.isEmpty ? "no driver has another token \(to)" : "\(ready.count) tokens are called \(to)",
          remedy: "name the token by its serial number; `claviger tokens` shows them")
      }
      let done = try work.onAll { try keyStore.rebind(from: old, to: connection, isDryRun: isDryRun, reason: reason) }
      let document = JSONValue.object([
        ("defaults", .integer(UInt64(done.defaults))), ("secrets", .integer(UInt64(done.secrets))),
        ("keys", .array(done.keys.map { .identity($0, work.invocationDrivers) })),
      ])
      let words = "\(done.keys.count) keys, \(done.defaults) defaults and \(done.secrets) secrets"
      invocation.streams.print(
        invocation.options.json
          ? document.text + "\n" : (isDryRun ? "\(words) would move\n" : "\(words) refer to the new token now\n"))
      return 0
    }
  }
}
