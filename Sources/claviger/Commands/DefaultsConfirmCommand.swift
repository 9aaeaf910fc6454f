import ArgumentParser
import KeyStoreAPI
import Model

struct DefaultsConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Confirm a default that does not bear the store's seal, after a look at it.",
    discussion: """
      Only where `seal:` is configured. Such a default was set before there was a seal, or by someone who writes to the \
      store past this program; it protects nothing until it is confirmed. Its key is proved first.
      """)

  @OptionGroup var scopeOptions: ScopeOptions

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let scope = try scopeOptions.scope()
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let reason = options.reason
    try DriverWork.run(invocation) { work in
      let keyStore = work.installation.keyStore
      guard let reference = try keyStore.store.state(of: scope).key else {
        throw CommandFailure(5, "no default of \(scope) is set", remedy: "`claviger defaults list` shows them")
      }
      try invocation.confirm(
        "the default of \(scope) will be used as it stands: \(reference)",
        by: String(decoding: reference.label, as: UTF8.self))
      try work.connect(for: [reference.token])
      let row = try work.onAll { try keyStore.confirmDefault(scope, reason: reason) }
      if invocation.options.json {
        invocation.streams.print(JSONValue.defaultKey(row, work.invocationDrivers).text + "\n")
      } else {
        invocation.showDefaults([row], work.invocationDrivers, details: [:])
      }
      return 0
    }
  }
}
