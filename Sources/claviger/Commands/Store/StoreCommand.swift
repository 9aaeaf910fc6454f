import ArgumentParser
import Foundation
import Glibc
import KeyStoreAPI

struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "The database of secrets, policies, defaults and the audit log.",
    subcommands: [Check.self, Backup.self, Restore.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Look at everything: structure, audit log, defaults and envelopes against the log; exit 1 if anything is wrong."
    )

    @Option(help: ArgumentHelp("The hash of an audit entry that was kept elsewhere.", valueName: "hash"))
    var head: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let hash = try head.map(AuditHash.parse)
      let findings = try invocation.onStore(sealed: true) { (store) throws(KeyStoreError) in
        try store.check(head: hash)
      }
      if options.json {
        let rows = findings.map { finding in
          JSONValue.object([("kind", .string(finding.kind.rawValue)), ("words", .string(finding.words))])
        }
        invocation.streams.print(JSONValue.array(rows).text + "\n")
      } else if findings.isEmpty {
        invocation.streams.print("the store is whole\n")
      } else {
        var table = TextTable(["KIND", "FINDING"])
        for finding in findings { table.add([finding.kind.rawValue, finding.words]) }
        invocation.streams.print(table.text)
      }
      if !findings.isEmpty { throw CommandEnd(1) }
    }
  }

  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy the whole store into a file, 0600, while others go on working with it.")
    @Argument(help: "A file, which need not exist.")
    var file: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let isThere = access(file, F_OK) == 0
      if isThere { try invocation.confirm("\(file) will be replaced", by: (file as NSString).lastPathComponent) }
      try invocation.onStore { (store) throws(KeyStoreError) in try store.backup(to: file, replacing: isThere) }
      invocation.showChange(.object([("file", .string(file))]), "backed up to \(file)")
    }
  }

  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a backup's content in the place of the store's.")
    @Argument(help: "A file that `store backup` made.")
    var file: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      try invocation.refuseReadOnly()
      let configuration = try invocation.configuration()
      Interruption.watch()
      let store = try invocation.openStore(configuration)
      let path = store.location.path
      if access(path, F_OK) == 0 {
        try invocation.confirm(
          "all that is in the store \(path) will be replaced", by: (path as NSString).lastPathComponent)
      }
      do throws(KeyStoreError) {
        try store.restore(from: file, reason: options.reason)
      } catch {
        throw CommandFailure(error)
      }
      invocation.showChange(
        .object([("store", .string(path)), ("file", .string(file))]), "restored \(path) from \(file)")
    }
  }
}
