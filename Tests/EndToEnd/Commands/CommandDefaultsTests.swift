import Foundation
import Support
import Testing

/// Which key protects what, from the command line; each test has a store of its own on the demo's token.
@Suite struct CommandDefaultsTests {
  let demo: Demo
  let folder: TemporaryDirectory

  init() throws {
    demo = try Demo.shared.get()
    folder = try TemporaryDirectory()
  }

  private var store: String { folder.path + "/store.db" }

  private func onStore(_ arguments: String...) throws -> ProgramResult {
    try claviger(
      arguments: ["--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(store)"] + arguments)
  }

  private func must(_ arguments: String...) throws {
    let result = try claviger(
      arguments: ["--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(store)"] + arguments)
    try result.require(.exited(0))
  }

  @Test func `A key is set, listed, checked and cleared`() throws {
    try must("policies", "add", "Payments/Test")
    let set = try onStore("defaults", "set", "--policy", "Payments", "--key", "kek-2026", "--json")
    set.expect(.exited(0))
    let row = try set.object()
    #expect(row.names == ["scope", "key", "checked", "seal"])
    #expect(try row.object("scope").names == ["kind", "type", "policy"])
    #expect(try row.object("key").names == ["uri", "label", "token", "driver"])
    #expect(try row.object("checked").text("result") == "proved")
    #expect(try row.object("scope").text("policy") == "Payments")

    let list = try onStore("defaults", "list", "--json").rows()
    #expect(try list.map { try $0.object("key").text("label") } == ["kek-2026"])
    #expect(try list[0].object("key").text("driver") == "demo")
    let check = try onStore("defaults", "check", "--json")
    check.expect(.exited(0))
    #expect(try check.rows().map { try $0.object("checked").text("result") } == ["proved"])

    let removed = try onStore("defaults", "clear", "--policy", "Payments", "--json").object()
    #expect(removed.names == ["removed"])
    #expect(try onStore("defaults", "list", "--json").rows().isEmpty)
    try onStore("defaults", "clear", "--policy", "Payments").expect(.exited(5))
  }

  @Test func `The nearest scope gives the key, and the chain shows all that were looked at`() throws {
    try must("policies", "add", "Payments/Test")
    try must("defaults", "set", "--global", "--key", "kek-2024")
    try must("defaults", "set", "--type", "password", "--key", "kek-2025")
    try must("defaults", "set", "--policy", "Payments", "--key", "kek-2026")
    try must("defaults", "set", "--policy", "Payments", "--type", "password", "--key", "branch-kek")
    func label(_ type: String, _ policy: String...) throws -> String? {
      let result = try claviger(
        arguments: [
          "--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(store)", "defaults", "explain",
          "--json", "--type", type,
        ] + policy.flatMap { ["--policy", $0] })
      return try result.object().object("key").text("label")
    }
    #expect(try label("password", "Payments/Test") == "branch-kek")
    #expect(try label("private-key", "Payments/Test") == "kek-2026")
    #expect(try label("password") == "kek-2025")
    #expect(try label("private-key") == "kek-2024")

    let explained = try onStore(
      "defaults", "explain", "--type", "password", "--policy", "Payments/Test", "--json"
    ).object()
    #expect(explained.names == ["type", "policy", "key", "source", "chain"])
    #expect(try explained.object("source").text("kind") == "policyType")
    let chain = try explained.rows("chain")
    #expect(chain.allSatisfy { $0.names == ["scope", "key"] })
    #expect(
      try chain.map { try $0.object("scope").text("kind") } == [
        "policyType", "policy", "policyType", "policy", "type", "global",
      ])
    #expect(chain.map { $0.isNull("key") } == [true, true, false, false, false, false])
  }

  @Test func `Without any default there is no key, which is no error and makes no store`() throws {
    let result = try onStore("defaults", "explain", "--type", "password", "--json")
    result.expect(.exited(0))
    let explained = try result.object()
    #expect(explained.isNull("key") && explained.isNull("source"))
    #expect(try explained.rows("chain").count == 2)
    try onStore("defaults", "check").expect(.exited(0))
    #expect(!FileManager.default.fileExists(atPath: store))
    try must("defaults", "set", "--global", "--key", "kek-2025")
    let put = try onStore("secrets", "put", "it", "--type", "generic", "--in", "/etc/hostname")
    put.expect(.exited(0))
    let text = try onStore("defaults", "set", "--global", "--key", "kek-2026", "--dry-run").stdout
    #expect(text.contains("1 secret would move from kek-2025 to kek-2026; in all 1 is under the old key\n"), "\(text)")
  }

  @Test func `A dry run tells what would move, and writes nothing`() throws {
    let result = try onStore("defaults", "set", "--global", "--key", "kek-2026", "--dry-run", "--read-only", "--json")
    result.expect(.exited(0))
    let moves = try result.object()
    #expect(moves.number("types") == 6)
    #expect(try moves.rows("moves").map { try $0.object("to").text("label") } == ["kek-2026"])
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test(arguments: [
    ("unwrap-only", "may not encrypt (CKA_ENCRYPT)"), ("imported-legacy", "readable in clear (CKA_SENSITIVE false)"),
    ("kek-2019", "expired 2020-12-31 (CKA_END_DATE)"), ("api-gateway", "not a secret key"),
  ])
  func `A key that may not protect is refused with its reason`(label: String, reason: String) throws {
    let result = try onStore("defaults", "set", "--global", "--key", label)
    result.expect(.exited(6))
    #expect(result.firstMessage == "claviger: key \(label) cannot protect: \(reason)")
    #expect(try onStore("defaults", "list", "--json").rows().isEmpty)
  }

  @Test func `A label that two keys have is answered with their URIs, each of which serves`() throws {
    let result = try onStore("defaults", "set", "--global", "--key", "payments-kek")
    result.expect(.exited(5))
    let uris = result.stderr.split(separator: "\n").filter { $0.hasPrefix("pkcs11:") }.map(String.init)
    #expect(uris.count == 2 && Set(uris).count == 2)
    for uri in uris {
      let row = try onStore("defaults", "set", "--global", "--key", uri, "--json").object()
      #expect(try row.object("key").text("uri") == uri)
    }
  }

  @Test func `What is not there is not found`() throws {
    try onStore("defaults", "set", "--global", "--key", "no-such-key").expect(.exited(5))
    try onStore("defaults", "set", "--type", "nothing", "--key", "kek-2026").expect(.exited(5))
    try onStore("defaults", "set", "--policy", "No/Where", "--key", "kek-2026").expect(.exited(5))
    try onStore("defaults", "explain", "--type", "nothing").expect(.exited(5))
    try onStore("defaults", "explain", "--type", "password", "--policy", "No").expect(.exited(5))
    try onStore("types", "remove", "nothing").expect(.exited(5))
    try onStore("policies", "remove", "No/Where").expect(.exited(5))
    try onStore("keys", "show", "no-such-key").expect(.exited(5))
  }

  @Test func `What others hang on is not removed`() throws {
    try must("policies", "add", "Payments/Test")
    try must("types", "add", "api-token")
    try must("defaults", "set", "--type", "api-token", "--key", "kek-2026")
    try onStore("policies", "remove", "Payments").expect(.exited(6))
    let type = try onStore("types", "remove", "api-token")
    type.expect(.exited(6))
    #expect(type.firstMessage == "claviger: cannot remove the type api-token: it still has 1 default")
    try onStore("types", "remove", "password").expect(.exited(6))
    #expect(try onStore("policies", "remove", "Payments/Test", "--json").object().text("removed") == "Payments/Test")
  }

  @Test func `A read-only run changes nothing`() throws {
    for change in [
      ["types", "add", "x"], ["policies", "add", "X"], ["defaults", "set", "--global", "--key", "kek-2026"],
      ["defaults", "clear", "--global"],
    ] {
      let result = try claviger(
        arguments: [
          "--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(store)", "--read-only",
        ] + change)
      result.expect(.exited(6), "\(change)")
    }
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test func `A check of a token that is away ends with 3, and says unreachable`() throws {
    try must("defaults", "set", "--global", "--key", "kek-2026")
    let file = try demo.configuration(
      in: folder, pin: "{file: \(demo.pinFile)}", token: "pkcs11:token=claviger-demo;serial=0000")
    let result = try claviger("--config", file, "--store", "sqlite:\(store)", "defaults", "check", "--json")
    result.expect(.exited(3))
    #expect(try result.rows().map { try $0.object("checked").text("result") } == ["unreachable"])
  }
}
