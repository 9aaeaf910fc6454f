import ArgumentParser
import Cryptoki
import KeyStoreAPI

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "The log of changes, and of all that was done on tokens.",
    subcommands: [List.self, Verify.self, AuditSealCommand.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List what was done, oldest first.")

    @Option(help: ArgumentHelp("Only the last so many.", valueName: "count"))
    var last: Int?

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      guard last.map({ $0 > 0 }) ?? true else { throw CommandFailure(2, "--last takes a number above 0") }
      let count = last ?? .max
      let events = try invocation.onStore { (store) throws(KeyStoreError) in try store.listEvents(last: count) }
      if options.json {
        invocation.streams.print(JSONValue.array(events.map(JSONValue.event)).text + "\n")
        return
      }
      var table = TextTable(["AT", "WHO", "ACTION", "TARGET", "FROM", "TO", "RESULT", "REASON"])
      for event in events {
        table.add([
          JSONValue.timeText(event.at), event.who, event.action, event.target, event.from ?? "", event.to ?? "",
          event.result, event.reason ?? "",
        ])
      }
      invocation.streams.print(table.text)
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell whether the log is as it was written; exit 1 if not.",
      discussion: """
        It prints the hash of the last entry. Kept elsewhere, and given as --head later, it shows whether entries were \
        cut off the end or all written anew. Where `seal:` is configured, each entry's seal is looked at too, and how \
        far the log was sealed.
        """)

    @Option(help: ArgumentHelp("The hash of an entry that was kept elsewhere.", valueName: "hash"))
    var head: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let hash = try head.map(AuditHash.parse)
      let verdict = try invocation.onStore(sealed: true) { (store) throws(KeyStoreError) in
        if let hash { try store.verifyAudit(containing: hash) } else { try store.verifyAudit() }
      }
      invocation.streams.print(options.json ? verdict.document.text + "\n" : verdict.words + "\n")
      guard case .intact = verdict else { throw CommandEnd(1) }
    }
  }
}

extension AuditVerdict {
  fileprivate var document: JSONValue {
    func document(
      _ head: AuditHead?, entry: Int64? = nil, why: String? = nil, sealedFrom: Int64? = nil, unsealed: Int? = nil
    ) -> JSONValue {
      .object([
        ("valid", .bool(why == nil)), ("entries", entry == nil ? .integer(UInt64(head?.sequence ?? 0)) : .null),
        ("entry", entry.map { .integer(UInt64($0)) } ?? .null),
        ("head", .optional(head.map { hexadecimal($0.hash) })), ("why", .optional(why)),
        ("sealedFrom", sealedFrom.map { .integer(UInt64($0)) } ?? .null),
        ("unsealed", unsealed.map { .integer(UInt64($0)) } ?? .null),
      ])
    }
    switch self {
    case .intact(let head, let first, let unsealed):
      return document(head, sealedFrom: first, unsealed: first == nil ? nil : unsealed)
    case .unsealed(let head, let why): return document(head, why: why)
    case .broken(let sequence, let why): return document(nil, entry: sequence, why: why)
    }
  }

  fileprivate var words: String {
    func chain(_ head: AuditHead?) -> String {
      "\(head?.sequence ?? 0) entries, head \(head.map { hexadecimal($0.hash) } ?? "none")"
    }
    switch self {
    case .intact(let head, nil, _): return "intact, \(chain(head))"
    case .intact(let head, let first?, let unsealed):
      let rest = unsealed == 0 ? "" : ", \(unsealed) of them without a seal: nobody vouches for these"
      return "intact, \(chain(head))\nsealed from entry \(first)\(rest)"
    case .unsealed(let head, let why): return "not sealed: \(why); the chain is intact, \(chain(head))"
    case .broken(let sequence, let why): return "broken at entry \(sequence): \(why)"
    }
  }
}

/// The hash of an audit entry, as `audit verify` prints it.
enum AuditHash {
  static func parse(_ text: String) throws -> [UInt8] {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { throw CommandFailure(2, "--head takes the 64 digits that audit verify prints") }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: 64, by: 2) {
      guard let byte = UInt8(String(decoding: digits[start..<(start + 2)], as: UTF8.self), radix: 16) else {
        throw CommandFailure(2, "--head takes the 64 digits that audit verify prints")
      }
      bytes.append(byte)
    }
    return bytes
  }
}

extension JSONValue {
  static func event(_ event: AuditEvent) -> JSONValue {
    .object([
      ("at", time(event.at)), ("who", .string(event.who)), ("action", .string(event.action)),
      ("target", .string(event.target)), ("from", .optional(event.from)), ("to", .optional(event.to)),
      ("result", .string(event.result)), ("reason", .optional(event.reason)),
      ("sequence", .integer(UInt64(event.sequence))),
    ])
  }
}
