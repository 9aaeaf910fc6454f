import Foundation
import Support
import Testing

/// Keys made, renamed, changed, tried and destroyed from the command line, on a token of the test's own.
@Suite struct CommandKeyChangesTests {
  let demo: Demo

  init() throws { demo = try Demo() }

  private func rows(_ result: ProgramResult) throws -> [[String: Any]] {
    try result.require(.exited(0))
    return try result.rows()
  }

  @Test func `A pair is made, tried, renamed and destroyed, both halves together`() throws {
    let made = try rows(try demo("keys", "generate", "--type", "ec-p256", "--label", "fresh", "--id", "a1b2", "--json"))
    #expect(made.map { $0.text("class") } == ["CKO_PRIVATE_KEY", "CKO_PUBLIC_KEY"])
    #expect(made.allSatisfy { $0.text("id") == "a1b2" })
    let tried = try rows(try demo("keys", "test", "fresh", "--json"))
    #expect(tried.map { $0.text("result") } == ["passed"])
    #expect(tried.map { $0.text("mechanism") } == ["CKM_ECDSA"])
    let renamed = try rows(try demo("keys", "rename", "fresh", "stale", "--json"))
    #expect(renamed.map { $0.text("label") } == ["stale", "stale"])
    try demo("keys", "show", "fresh").expect(.exited(5))
    let removed = try demo("keys", "delete", "stale", "--confirm", "stale", "--json").object()
    #expect(try removed.rows("removed").count == 2)
    try demo("keys", "show", "stale").expect(.exited(5))
  }

  @Test func `A renamed key goes on protecting`() throws {
    try demo("defaults", "set", "--global", "--key", "archive-kek").require(.exited(0))
    let renamed = try rows(try demo("keys", "rename", "archive-kek", "vault-kek", "--json"))
    #expect(try renamed[0].rows("defaultFor").map { $0.text("kind") } == ["global"])
    let checked = try rows(try demo("defaults", "check", "--json"))
    let global = try #require(checked.first { (try? $0.object("scope").text("kind")) == "global" })
    #expect(try global.object("checked").text("result") == "proved")
    #expect(try global.object("key").text("label") == "vault-kek")
  }

  @Test func `A key on which something hangs stays as it is, unless that is meant`() throws {
    try demo("defaults", "set", "--type", "generic", "--key", "kek-2024").require(.exited(0))
    let refused = try demo("keys", "delete", "kek-2024", "--confirm", "kek-2024")
    refused.expect(.exited(6))
    #expect(refused.firstMessage.contains("the default of type generic"))
    let changed = try demo("keys", "set", "kek-2024", "CKA_DECRYPT=false")
    changed.expect(.exited(6))
    #expect(changed.firstMessage.contains("CKA_DECRYPT"))
    let unconfirmed = try demo("keys", "delete", "kek-2024", "--even-if-used", "--no-input")
    unconfirmed.expect(.exited(6))
    #expect(unconfirmed.stderr.contains("--confirm"))
    try demo("keys", "show", "kek-2024").expect(.exited(0))
    let meant = try demo("keys", "delete", "kek-2024", "--even-if-used", "--confirm", "kek-2024")
    meant.expect(.exited(0))
    try demo("keys", "show", "kek-2024").expect(.exited(5))
  }

  @Test func `Attributes are set by name, results are refused`() throws {
    let set = try rows(try demo("keys", "set", "app-1-data", "CKA_DERIVE=false", "CKA_ID=beef", "--json"))
    #expect(set.map { $0.text("id") } == ["beef"])
    try demo("keys", "set", "app-1-data", "CKA_LOCAL=true").expect(.exited(2))
    try demo("keys", "set", "app-1-data", "CKA_LABEL=other").expect(.exited(2))
    try demo("keys", "set", "app-1-data", "CKA_SENSITIVE=maybe").expect(.exited(2))
    let refused = try demo("keys", "set", "app-1-data", "CKA_SENSITIVE=false", "--json")
    refused.expect(.exited(1))
    #expect(try refused.failure().text("returnName") == "CKR_ATTRIBUTE_READ_ONLY")
  }

  @Test(arguments: [
    ["generate", "--type", "aes-256", "--label", "x"], ["rename", "kek-2026", "x"],
    ["set", "kek-2026", "CKA_WRAP=true"],
    ["delete", "kek-2026", "--confirm", "kek-2026"], ["test", "kek-2026"],
  ])
  func `With --read-only nothing is changed or used`(arguments: [String]) throws {
    let result = try claviger(
      arguments: ["--config", demo.directory.path + "/claviger.yaml", "--read-only", "keys"] + arguments)
    result.expect(.exited(6))
  }

  @Test func `Two drivers need a name where no key gives one`() throws {
    let folder = try TemporaryDirectory()
    let one = try String(contentsOf: demo.directory.appendingPathComponent("claviger.yaml"), encoding: .utf8)
    let line = try #require(one.split(separator: "\n").first { $0.contains("module:") })
    let module = line.trimmingCharacters(in: .whitespaces)
    let file = try folder.write(
      """
      drivers:
        - name: one
          \(module)
          token: pkcs11:token=one
        - name: two
          \(module)
          token: pkcs11:token=two

      """, to: "claviger.yaml")
    let result = try claviger(
      "--config", file.path, "keys", "generate", "--type", "aes-256", "--label", "x")
    result.expect(.exited(2))
    #expect(result.firstMessage.contains("--driver"), "\(result.stderr)")
  }

  @Test func `What is no key is told before a token is asked`() throws {
    for (arguments, words) in [
      (["--type", "aes-100", "--label", "x"], "aes-100"),
      (["--type", "ed25519", "--label", "x", "--use", "wrap"], "wrap"),
      (["--type", "aes-256", "--label", ""], "label"), (["--type", "aes-256", "--label", "x", "--id", "xyz"], "--id"),
      (["--type", "aes-256", "--label", "x", "--end", "soon"], "--end"),
      (["--type", "aes-256", "--label", "x", "--set", "CKA_NEVER_EXTRACTABLE=true"], "CKA_NEVER_EXTRACTABLE"),
    ] {
      let result = try claviger(
        arguments: ["--config", demo.directory.path + "/claviger.yaml", "keys", "generate"] + arguments)
      result.expect(.exited(2), "\(arguments)")
      #expect(result.firstMessage.contains(words), "\(result.stderr)")
    }
  }
}
