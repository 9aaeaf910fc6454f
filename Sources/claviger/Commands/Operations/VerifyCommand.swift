import ArgumentParser
import Cryptoki
import HSM
import Model

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Verify a signature with a key on a token; 1 where it is not valid.")

  @OptionGroup var arguments: OperationArguments

  @Option(help: ArgumentHelp("The signature.", valueName: "file"))
  var signature: String

  @Option(help: ArgumentHelp("The form of an ECDSA signature.", valueName: "raw|der"))
  var format: SignatureFormat?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let operation = try RequestedOperation(.verify, arguments)
    try operation.checkFormat(format)
    let mechanism = try operation.mechanism(iv: nil)
    let invocation = try Invocation(options)
    let isDER = format == .der
    let path = signature
    try DriverWork.run(invocation) { work in
      _ = try operation.source()
      let given = try ByteSource(path: path).readAll(atMost: Self.longestSignature)
      guard let key = try work.key(for: operation) else { return 5 }
      let half = key.record.key.curve.map { ($0.bits + 7) / 8 } ?? 66
      let signature = isDER ? ECDSASignature.raw(der: given, half: half) : given
      var isValid = false
      if let signature {
        let result = try work.onAll {
          try key.connection.verify(
            signature, over: try operation.source(), with: key.record.key, mechanism, digest: operation.options.hash)
        }
        work.explain(result.way, of: operation, done: "verified")
        isValid = result.isValid
      }
      if work.invocation.options.json {
        let document = JSONValue.object([
          ("valid", .bool(isValid)), ("key", .key(key.record)), ("mechanism", .string(operation.type.name)),
        ])
        work.invocation.streams.print(document.text + "\n")
      } else {
        work.invocation.streams.print(isValid ? "valid\n" : "not valid\n")
      }
      return isValid ? 0 : 1
    }
  }

  /// Bytes; a signature of RSA-16384 has 2,048.
  private static let longestSignature = 65_536
}
