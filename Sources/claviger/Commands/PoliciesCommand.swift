import ArgumentParser
import KeyStoreAPI

struct PoliciesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies", abstract: "The tree of policies, each written as a path: Payments/Test.",
    subcommands: [List.self, Add.self, Remove.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the policies.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let policies = try invocation.onStore { (store) throws(KeyStoreError) in try store.listPolicies() }
        .filter { !$0.path.isRoot }
      if options.json {
        invocation.streams.print(JSONValue.array(policies.map(JSONValue.policy)).text + "\n")
        return
      }
      var table = TextTable(["POLICY", "SECRETS", "DEFAULTS"])
      for policy in policies { table.add([policy.path.description, "\(policy.secrets)", "\(policy.defaults)"]) }
      invocation.streams.print(table.text)
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add a policy, and the missing ones above it.")
    @Argument(help: "A path, such as Payments/Test.")
    var path: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      try invocation.refuseReadOnly()
      let policy = try invocation.onStore(forChange: true) { (store) throws(KeyStoreError) in
        try store.addPolicy(try PolicyPath(parsing: path), reason: options.reason)
      }
      invocation.showChange(.policy(policy), "added policy \(policy.path)")
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a policy on which nothing hangs.")
    @Argument var path: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      try invocation.refuseReadOnly()
      try invocation.onStore(forChange: true) { (store) throws(KeyStoreError) in
        try store.removePolicy(try PolicyPath(parsing: path), reason: options.reason)
      }
      invocation.showChange(.object([("removed", .string(path))]), "removed policy \(path)")
    }
  }
}
