import Foundation
import Support
import Testing

/// Secrets from the command line; each test has a store of its own on the demo's token.
@Suite struct CommandSecretsTests {
  let demo: Demo
  let folder: TemporaryDirectory

  init() throws {
    demo = try Demo.shared.get()
    folder = try TemporaryDirectory()
    try must("policies", "add", "Payments/Test")
    try must("defaults", "set", "--global", "--key", "kek-2026")
  }

  private func onStore(_ arguments: [String], input: Data = Data()) throws -> ProgramResult {
    try run(
      BuiltProduct.url(named: "claviger"),
      ["--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(folder.path)/store.db"] + arguments,
      environment: ["HOME": folder.path], input: input)
  }

  private func onStore(_ arguments: String..., input: String = "") throws -> ProgramResult {
    try onStore(arguments, input: Data(input.utf8))
  }

  private func must(_ arguments: String...) throws {
    let result = try onStore(arguments)
    try result.require(.exited(0))
  }

  @Test func `A secret is put, listed, opened, moved and deleted`() throws {
    let put = try onStore("secrets", "put", "Payments/Test/db", "--type", "password", "--json", input: "s3cret\n")
    let row = try put.object()
    #expect(row.names == ["id", "name", "type", "policy", "key", "named", "createdAt", "protectedAt", "size"])
    #expect(row.text("policy") == "Payments/Test" && row.number("size") == 7)
    #expect(try onStore("secrets", "get", "db", "--policy", "Payments/Test").stdout == "s3cret\n")
    #expect(try onStore("secrets", "get", "Payments/Test/db", "--show").stdout == "s3cret\n")
    try must("secrets", "move", "Payments/Test/db", "database")
    #expect(try onStore("secrets", "list", "--json").rows().map { $0.text("name") } == ["database"])
    #expect(try onStore("secrets", "list", "--policy", "Payments", "--json").rows().isEmpty)
    #expect(try onStore("secrets", "list", "--key", "kek-2026", "--json").rows().count == 1)
    try onStore("secrets", "delete", "database", "--no-input").expect(.exited(6))
    try must("secrets", "delete", "database", "--confirm", "database")
    try onStore("secrets", "get", "database").expect(.exited(5))
  }

  @Test func `Any bytes come back as they went in, up to 1 MiB, and no more are taken`() throws {
    let bytes = Data((0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) })
    try onStore(["secrets", "put", "big", "--type", "generic"], input: bytes).expect(.exited(0))
    #expect(try onStore("secrets", "get", "big").output == bytes)
    let more = try onStore(["secrets", "put", "more", "--type", "generic"], input: bytes + [0])
    more.expect(.exited(6))
    try onStore("secrets", "get", "more").expect(.exited(5))
  }

  @Test func `What is not allowed ends with its own status`() throws {
    try must("secrets", "put", "it", "--type", "generic", "--in", "/etc/hostname")
    try onStore("secrets", "put", "it", "--type", "generic", "--in", "/etc/hostname").expect(.exited(6))
    try onStore("secrets", "put", "x", "--type", "none", "--in", "/etc/hostname").expect(.exited(5))
    try onStore("secrets", "put", "No/x", "--type", "generic", "--in", "/etc/hostname").expect(.exited(5))
    try onStore("secrets", "put", "a/../b", "--type", "generic", "--in", "/etc/hostname").expect(.exited(2))
    try onStore("secrets", "put", "x", "--type", "generic", "--in", "/nowhere").expect(.exited(2))
    try onStore("--read-only", "secrets", "get", "it").expect(.exited(6))
    try onStore("--read-only", "secrets", "delete", "it").expect(.exited(6))
  }

  @Test func `Secrets go to their effective key, and those with a key of their own stay`() throws {
    for name in ["a", "b"] { try must("secrets", "put", name, "--type", "generic", "--in", "/etc/hostname") }
    try must("secrets", "put", "c", "--type", "generic", "--key", "archive-kek", "--in", "/etc/hostname")
    try must("defaults", "set", "--global", "--key", "kek-2024")
    let plan = try onStore("secrets", "reprotect", "--dry-run", "--json").object()
    #expect(plan.number("secrets") == 2 && plan.number("named") == 1)
    try onStore("secrets", "reprotect", "--from", "kek-2025").expect(.exited(5))
    let done = try onStore("secrets", "reprotect", "--from", "kek-2026", "--json").object()
    #expect(done.number("moved") == 2)
    #expect(try onStore("secrets", "list", "--key", "kek-2024", "--json").rows().count == 2)
    try onStore("keys", "delete", "kek-2024", "--confirm", "kek-2024").expect(.exited(6))
    try must("secrets", "reprotect", "--even-named")
    #expect(try onStore("secrets", "list", "--key", "kek-2024", "--json").rows().count == 3)
  }

  @Test func `The store is checked, backed up and restored, and the log tells of all of it`() throws {
    try must("secrets", "put", "it", "--type", "generic", "--in", "/etc/hostname")
    try must("store", "check")
    let backup = folder.path + "/backup.db"
    try must("store", "backup", backup)
    try onStore("store", "backup", backup, "--no-input").expect(.exited(6))
    try must("secrets", "delete", "it", "--confirm", "it")
    try onStore("store", "restore", backup, "--no-input").expect(.exited(6))
    try must("store", "restore", backup, "--confirm", "store.db")
    try must("secrets", "get", "it", "--reason", "ticket 9")
    let log = try onStore("audit", "list", "--json").rows()
    #expect(log.last?.text("action") == "open-secret")
    #expect(log.last?.text("target") == "it")
    #expect(log.contains { $0.text("action") == "restore-store" })
    let verified = try onStore("audit", "verify", "--json").object()
    let head = verified.text("head") ?? ""
    try must("audit", "verify", "--head", head)
    try onStore("audit", "verify", "--head", String(repeating: "0", count: 64)).expect(.exited(1))
  }
}
