import ArgumentParser
import KeyStoreAPI

/// The scope that a command is about.
struct ScopeOptions: ParsableArguments {
  @Flag(help: "The global default.")
  var global = false

  @Option(help: "The default of a type of secret; with --policy, of that type in the policy.")
  var type: String?

  @Option(help: "The default of a policy, as a path: Payments/Test.")
  var policy: String?

  func scope() throws -> Scope {
    guard global || type != nil || policy != nil, !(global && (type != nil || policy != nil)) else {
      throw CommandFailure(2, "say which default: --global, --type, or --policy with or without --type")
    }
    do {
      return Scope(policy: try policy.map { try PolicyPath(parsing: $0) }, type: type)
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    }
  }
}
