import Foundation
import Support
import Testing

/// The real program's commands on a real token: what they print, and how they end.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct CommandTests {
  static let demo = Result { try ConsoleDemo() }

  /// One run of the program with the demo's configuration.
  private func claviger(_ arguments: [String], input: String = "") throws -> ProgramResult {
    let demo = try Self.demo.get()
    return try run(
      ConsoleDemo.program, ["--config", demo.configuration] + arguments, environment: demo.environment)
  }

  private func json(_ arguments: [String]) throws -> [[String: Any]] {
    let result = try claviger(arguments + ["--json"])
    #expect(result.status == .exited(0), "\(result.stderr)")
    let document = try JSONSerialization.jsonObject(with: Data(result.stdout.utf8))
    if let one = document as? [String: Any] { return [one] }
    return try #require(document as? [[String: Any]])
  }

  @Test(arguments: [
    (
      "status",
      "driver state since generation attempt nextAttemptAt cause pausedCallers hangingCall calls "
        + "latencyMilliseconds sessions module token locking useCases"
    ),
    ("slots", "driver slot description flags token"),
    ("mechanisms", "driver token value name minimumKeySize maximumKeySize flags keyType required"),
    (
      "keys list",
      "uri driver token class keyType label id size attributes checkValue fingerprint defaultFor "
        + "protects warnings"
    ),
    ("types list", "name builtIn secrets"),
    ("policies list", "path secrets defaults"),
    ("defaults list", "scope key checked"),
    ("defaults check", "scope key checked"),
    ("defaults explain --type password", "type policy key source chain"),
    ("drivers list", "name module token useCases pin profile"),
    ("themes list", "name path"),
    ("config check", "file drivers warnings"),
  ])
  func `every document has the keys that scripts rely on`(command: String, keys: String) throws {
    let rows = try json(command.split(separator: " ").map(String.init))
    #expect(!rows.isEmpty)
    for row in rows { #expect(Set(row.keys) == Set(keys.split(separator: " ").map(String.init))) }
  }

  @Test func `tables are for people, and say the same`() throws {
    #expect(try claviger(["status"]).stdout.contains("demo    connected"))
    let tokens = try claviger(["tokens"]).stdout
    #expect(tokens.contains("claviger-demo") && tokens.contains("(not initialised)"))
    #expect(try claviger(["keys", "list"]).stdout.contains("kek-2026"))
    #expect(try claviger(["keys", "show", "kek-2026"]).stdout.contains("CKA_SENSITIVE"))
    #expect(try claviger(["keys-help"]).stdout.contains("Ctrl-L"))
    #expect(try claviger(["completion", "bash"]).stdout.contains("_claviger"))
  }

  @Test func `global options stand before or after the command`() throws {
    let demo = try Self.demo.get()
    let before = try claviger(["--json", "types", "list"])
    let after = try run(
      ConsoleDemo.program, ["types", "list", "--json", "--config", demo.configuration],
      environment: demo.environment)
    #expect(before.stdout == after.stdout)
    #expect(before.stdout.hasPrefix("[{"))
  }

  @Test func `a default is set, explained, checked and cleared`() throws {
    let set = try json(["defaults", "set", "--policy", "Web/Frontend", "--type", "password", "--key", "archive-kek"])
    #expect((set.first?["checked"] as? [String: Any])?["result"] as? String == "proved")
    let explained = try json(["defaults", "explain", "--type", "password", "--policy", "Web/Frontend"])
    let source = try #require(explained.first?["source"] as? [String: Any])
    #expect(source["kind"] as? String == "policyType")
    let chain = try #require(explained.first?["chain"] as? [[String: Any]])
    #expect(chain.count == 6)
    #expect(try claviger(["defaults", "check"]).status == .exited(0))
    let cleared = try claviger(["defaults", "clear", "--policy", "Web/Frontend", "--type", "password", "--json"])
    #expect(cleared.stdout.hasPrefix(#"{"removed":"#))
    #expect(
      try claviger(["defaults", "clear", "--policy", "Web/Frontend", "--type", "password"]).status == .exited(5))
  }

  @Test func `a dry run tells and changes nothing`() throws {
    let before = try claviger(["defaults", "list", "--json"]).stdout
    let dry = try claviger(["defaults", "set", "--global", "--key", "kek-2024", "--dry-run"])
    #expect(dry.status == .exited(0))
    #expect(dry.stdout.contains("from kek-2026 to kek-2024"))
    #expect(try claviger(["defaults", "list", "--json"]).stdout == before)
  }

  @Test(arguments: [
    ("kek-2019", 6, "expired 2020-12-31"), ("unwrap-only", 6, "CKA_ENCRYPT"),
    ("imported-legacy", 6, "CKA_SENSITIVE false"), ("code-signing", 6, "not a secret key"),
    ("payments-kek", 5, "2 keys fit"), ("no-such-key", 5, "no key is named"),
    ("pkcs11:object=kek-2026?pin-value=1234", 2, "URI"),
  ])
  func `a key that may not be chosen is refused with the reason`(key: String, status: Int, words: String) throws {
    let result = try claviger(["defaults", "set", "--global", "--key", key])
    #expect(result.status == .exited(Int32(status)))
    #expect(result.stderr.contains(words), "\(result.stderr)")
    #expect(!result.stderr.contains("1234"))
    #expect(result.stdout.isEmpty)
  }

  @Test func `keys of one label are named by their URIs, and one of them chooses`() throws {
    let refused = try claviger(["defaults", "set", "--policy", "HR", "--key", "payments-kek"])
    let uris = refused.stderr.split(separator: "\n").filter { $0.hasPrefix("pkcs11:") }.map(String.init)
    #expect(uris.count == 2)
    let chosen = try json(["defaults", "set", "--policy", "HR", "--key", uris[1]])
    #expect((chosen.first?["key"] as? [String: Any])?["uri"] as? String == uris[1])
    #expect(try claviger(["defaults", "clear", "--policy", "HR"]).status == .exited(0))
  }

  @Test func `types and policies come and go, and stay while something hangs on them`() throws {
    #expect(try claviger(["types", "add", "licence"]).status == .exited(0))
    #expect(try claviger(["types", "remove", "licence"]).status == .exited(0))
    #expect(try claviger(["types", "remove", "password"]).status == .exited(6))
    #expect(try claviger(["types", "remove", "nothing"]).status == .exited(5))
    #expect(try claviger(["types", "add", "a/b"]).status == .exited(2))
    #expect(try claviger(["policies", "add", "Legal/Europe"]).status == .exited(0))
    #expect(try claviger(["policies", "remove", "Legal"]).status == .exited(6))
    #expect(try claviger(["policies", "remove", "Legal/Europe"]).status == .exited(0))
    #expect(try claviger(["policies", "remove", "Legal"]).status == .exited(0))
    #expect(try claviger(["defaults", "explain", "--type", "nonsense"]).status == .exited(5))
    #expect(try claviger(["defaults", "set", "--policy", "Nowhere", "--key", "kek-2026"]).status == .exited(5))
  }

  @Test func `read-only writes nothing and says so`() throws {
    #expect(try claviger(["--read-only", "types", "add", "x"]).status == .exited(6))
    #expect(try claviger(["--read-only", "defaults", "check"]).status == .exited(0))
    let folder = try TemporaryDirectory()
    let store = "sqlite:" + folder.url("none.db").path
    #expect(try claviger(["--store", store, "defaults", "list"]).status == .exited(0))
    #expect(!FileManager.default.fileExists(atPath: folder.url("none.db").path))
  }

  @Test func `a selection that is killed leaves the store whole`() throws {
    let demo = try Self.demo.get()
    for round in 0..<25 {
      let process = Process()
      process.executableURL = ConsoleDemo.program
      process.arguments = [
        "--config", demo.configuration, "defaults", "set", "--type", "certificate", "--key",
        round % 2 == 0 ? "kek-2024" : "archive-kek",
      ]
      process.environment = demo.environment
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Somewhere between the first instruction and the last.
      usleep(UInt32(round) * 4000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let check = try claviger(["defaults", "check"])
      #expect(check.status == .exited(0), "\(check.stdout)\(check.stderr)")
    }
    _ = try claviger(["defaults", "clear", "--type", "certificate"])
  }
}
