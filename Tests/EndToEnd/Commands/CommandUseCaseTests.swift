import Foundation
import Support
import Testing

/// All eight combinations of configured use cases by command.
@Suite struct CommandUseCaseTests {
  private static let combinations = (0..<8).map { bits in
    ["protect", "generate", "hardware"].enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
  }

  @Test func `a command does what its driver is configured for, and is refused all else`() throws {
    // A token of its own: SoftHSM loses a token from sight while many processes log in.
    let demo = try ConsoleDemo()
    for useCases in Self.combinations { try expect(useCases, of: demo) }
  }

  private func expect(_ useCases: [String], of demo: ConsoleDemo) throws {
    let folder = try TemporaryDirectory()
    try folder.write("what is signed", to: "text")
    let configuration = try folder.write(
      """
      trials: manual
      drivers:
        - name: demo
          module: \(SoftHSMDirectory.modulePath)
          token: pkcs11:token=claviger-demo
          use-cases: [\(useCases.joined(separator: ", "))]
          pin: {file: "\(demo.path)/pin"}
          environment: {SOFTHSM2_CONF: "\(demo.path)/softhsm2.conf"}

      """, to: "claviger.yaml"
    ).path
    let commands = [
      "protect": ["defaults", "set", "--global", "--key", "kek-2026"],
      "generate": ["keypair", "generate", "--type", "ec-p256", "--unencrypted", "--out", folder.path + "/pair"],
      "hardware": [
        "sign", "--key", "code-signing", "--mechanism", "SHA256_RSA_PKCS", "--in", folder.path + "/text", "--out",
        folder.path + "/text.sig",
      ],
    ]
    for (useCase, command) in commands {
      let result = try claviger(arguments: ["--config", configuration, "--trust-permissions", "--no-input"] + command)
      if useCases.contains(useCase) {
        result.expect(.exited(0), "\(useCases), \(useCase)")
      } else {
        result.expect(.exited(6), "\(useCases), \(useCase)")
        #expect(result.firstMessage.contains("configured") && result.stderr.contains(useCase), "\(result.stderr)")
      }
    }
  }
}
