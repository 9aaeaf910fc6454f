import ArgumentParser
import KeyStoreAPI

struct TypesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "types", abstract: "The types of secrets.", subcommands: [List.self, Add.self, Remove.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the types.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let types = try invocation.onStore { (store) throws(KeyStoreError) in try store.listTypes() }
      if options.json {
        invocation.streams.print(JSONValue.array(types.map(JSONValue.type)).text + "\n")
        return
      }
      var table = TextTable(["NAME", "BUILT IN", "SECRETS"])
      for type in types { table.add([type.name, type.builtIn ? "yes" : "no", "\(type.secrets)"]) }
      invocation.streams.print(table.text)
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add a type.")
    @Argument(help: "1 to 64 letters, digits, spaces and . _ -")
    var name: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      try invocation.refuseReadOnly()
      let type = try invocation.onStore(forChange: true) { (store) throws(KeyStoreError) in
        try store.addType(name, reason: options.reason)
      }
      invocation.showChange(.type(type), "added type \(type.name)")
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a type on which nothing hangs.")
    @Argument var name: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      try invocation.refuseReadOnly()
      try invocation.onStore(forChange: true) { (store) throws(KeyStoreError) in
        try store.removeType(name, reason: options.reason)
      }
      invocation.showChange(.object([("removed", .string(name))]), "removed type \(name)")
    }
  }
}

extension Invocation {
  /// Does what needs the store alone.
  ///
  /// - Parameters:
  ///   - forChange: makes a store that is missing.
  ///   - sealed: asks the sealing key's token, where one is configured, also where nothing is changed.
  func onStore<Value>(
    forChange: Bool = false, sealed: Bool = false, _ body: (Store) throws(KeyStoreError) -> Value
  ) throws -> Value {
    Interruption.watch()
    let configuration = try configuration()
    let store = try openStore(configuration, forChange: forChange)
    if forChange || sealed { try DriverWork.holdSeal(of: store, configuration, for: self) }
    do throws(KeyStoreError) {
      return try body(store)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Answers a change: the row that was made, or what was removed.
  func showChange(_ document: JSONValue, _ words: String) {
    if options.json { streams.print(document.text + "\n") } else { streams.message(PlainText.safe(words)) }
  }
}

extension JSONValue {
  static func type(_ type: SecretType) -> JSONValue {
    .object([
      ("name", .string(type.name)), ("builtIn", .bool(type.builtIn)), ("secrets", .integer(UInt64(type.secrets))),
    ])
  }

  static func policy(_ policy: Policy) -> JSONValue {
    .object([
      ("path", .string(policy.path.description)), ("secrets", .integer(UInt64(policy.secrets))),
      ("defaults", .integer(UInt64(policy.defaults))),
    ])
  }
}
