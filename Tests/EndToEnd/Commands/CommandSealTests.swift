import Foundation
import Support
import Testing

/// `seal:` as an administrator comes by it: on a store that was there before, with a key that has to be reached.
@Suite(.serialized) struct CommandSealTests {
  private let demo: Demo
  private let configuration: URL

  init() throws {
    demo = try Demo()
    configuration = demo.directory.appendingPathComponent("claviger.yaml")
    try make(["keys", "generate", "--type", "aes-256", "--label", "claviger-seal"])
    let text = try String(contentsOf: configuration, encoding: .utf8)
    try Data(("seal: pkcs11:token=claviger-demo;object=claviger-seal\n" + text).utf8).write(to: configuration)
  }

  @Test func `a store gets its seal, and its defaults theirs, one confirmation each`() throws {
    let unsealed = try demo("audit", "verify")
    #expect(unsealed.status == .exited(1) && unsealed.stdout.hasPrefix("not sealed: nothing in it is sealed"))
    let refused = try demo("types", "add", "token")
    #expect(refused.status == .exited(6) && refused.stderr.contains("claviger audit seal"), "\(refused.stderr)")
    try demo("audit", "seal", "--no-input").expect(.exited(6))
    try make(["audit", "seal", "--confirm", "claviger-seal", "--reason", "ticket 7"])
    try make(["types", "add", "token"])
    let verified = try demo("audit", "verify", "--json")
    verified.expect(.exited(0))
    #expect(try verified.object()["sealedFrom"] as? Int != nil)

    let put = try run(["secrets", "put", "after", "--type", "generic"], input: "x")
    #expect(put.status == .exited(6) && put.stderr.contains("does not bear the store's seal"), "\(put.stderr)")
    let listed = try demo("defaults", "list", "--json").rows()
    #expect(listed.allSatisfy { $0["seal"] as? String == "unconfirmed" } && !listed.isEmpty)
    try demo("defaults", "check").expect(.exited(1))
    for row in listed {
      let scope = try #require(row["scope"] as? [String: Any])
      let label = try #require((row["key"] as? [String: Any])?["label"] as? String)
      var arguments = ["defaults", "confirm", "--confirm", label]
      if let policy = scope["policy"] as? String { arguments += ["--policy", policy] }
      if let type = scope["type"] as? String { arguments += ["--type", type] }
      if scope["kind"] as? String == "global" { arguments += ["--global"] }
      try make(arguments)
    }
    try make(["secrets", "put", "after", "--type", "generic"], input: "x")
    #expect(try demo("secrets", "get", "after").stdout == "x")
    try make(["defaults", "set", "--global", "--key", "kek-2025"])
    try make(["secrets", "reprotect"])
    try make(["secrets", "delete", "after", "--confirm", "after"])
    for command in [["audit", "verify"], ["store", "check"]] { try make(command) }
    let check = try demo("defaults", "check", "--json")
    #expect(try check.rows().allSatisfy { $0["seal"] as? String == "sealed" })
  }

  @Test func `where the sealing key cannot be had, nothing is changed, and reading goes on`() throws {
    try make(["audit", "seal", "--confirm", "claviger-seal"])
    func changes() throws -> Int {
      try demo("audit", "list", "--json").rows().count { $0.text("action") != "refuse-pin" }
    }
    let before = try changes()
    try Data("0000\n".utf8).write(to: demo.directory.appendingPathComponent("pin"))
    let refused = try demo("types", "add", "token")
    refused.expect(.exited(4))
    #expect(refused.stderr.contains("the store's seal cannot be had"), "\(refused.stderr)")
    try demo("audit", "verify").expect(.exited(4))
    try demo("types", "list").expect(.exited(0))
    #expect(try changes() == before)
    #expect(try demo("audit", "list", "--last", "1", "--json").rows().first?.text("action") == "refuse-pin")
    try demo("defaults", "explain", "--type", "password").expect(.exited(0))
  }

  private func make(_ arguments: [String], input: String = "") throws {
    let result = try run(arguments, input: input)
    result.expect(.exited(0), "\(arguments)")
  }

  private func run(_ arguments: [String], input: String) throws -> ProgramResult {
    try Support.run(
      BuiltProduct.url(named: "claviger"), ["--config", configuration.path] + arguments,
      environment: ["HOME": demo.folder.path], input: Data(input.utf8))
  }
}
