import Foundation
import Support
import Testing

/// What a driver is configured for decides which commands may use its keys.
@Suite struct CommandUseCasesTests {
  let demo: Demo

  init() throws { demo = try Demo() }

  private static let combinations = (0..<8).map { bits in
    ["protect", "generate", "hardware"].enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
  }

  @Test(arguments: combinations) func `Keys are made and tried only for what the driver is configured for`(
    useCases: [String]
  ) throws {
    let file = demo.directory.appendingPathComponent("claviger.yaml")
    let whole = try String(contentsOf: file, encoding: .utf8)
    let narrowed = whole.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("use-cases:")
        ? line.prefix { $0 == " " } + "use-cases: [\(useCases.joined(separator: ", "))]" : String(line)
    }
    try narrowed.joined(separator: "\n").write(to: file, atomically: false, encoding: .utf8)
    func ends(_ allowed: Bool, _ arguments: String...) throws {
      let result = try claviger(arguments: ["--config", file.path, "keys"] + arguments)
      result.expect(.exited(allowed ? 0 : 6), "\(arguments)")
      if !allowed { #expect(result.firstMessage.contains("configured"), "\(result.stderr)") }
    }
    let (protects, hardware) = (useCases.contains("protect"), useCases.contains("hardware"))
    try ends(protects, "generate", "--type", "aes-256", "--label", "new-kek")
    try ends(protects, "test", "kek-2026")
    try ends(hardware, "generate", "--type", "ed25519", "--label", "new-pair")
    try ends(hardware, "test", "api-gateway")
    try ends(!useCases.isEmpty, "rename", "ledger", "ledger-2")
    try ends(!useCases.isEmpty, "set", "vpn-a", "CKA_DERIVE=false")
    try ends(!useCases.isEmpty, "delete", "vpn-b", "--confirm", "vpn-b")
    try claviger("--config", file.path, "keys", "list").expect(.exited(0))
  }
}
