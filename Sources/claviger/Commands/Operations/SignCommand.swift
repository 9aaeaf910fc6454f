import ArgumentParser
import Cryptoki
import HSM
import Model

struct SignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign with a key that stays on its token.",
    discussion: """
      A mechanism that digests takes files of any length. ECDSA and RSA_PKCS_PSS sign a digest: data of a digest's \
      length is signed as it is, other data is digested first. RSA_PKCS and RSA_X_509 \
      sign the data as it is.
      """)

  @OptionGroup var arguments: OperationArguments

  @Option(help: ArgumentHelp("Where the signature goes; standard output without it.", valueName: "file"))
  var out: String?

  @Option(help: ArgumentHelp("The form of an ECDSA signature.", valueName: "raw|der"))
  var format: SignatureFormat?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let operation = try RequestedOperation(.sign, arguments)
    try operation.checkFormat(format)
    let mechanism = try operation.mechanism(iv: nil)
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly(.sign)
    let isDER = format == .der
    let path = out
    try DriverWork.run(invocation) { work in
      // Said before anything is signed, and before anybody types a PIN.
      _ = try operation.source()
      let output =
        path == nil && work.invocation.options.json ? nil : try OutputFile(path: path, work.invocation.streams)
      guard let key = try work.key(for: operation) else { return 5 }
      let result = try work.audited(operation.use.rawValue, key, to: operation.type.name) { () throws(HSMError) in
        try key.connection.sign(
          try operation.source(), with: key.record.key, mechanism, digest: operation.options.hash)
      }
      work.explain(result.way, of: operation, done: "signed")
      let signature = isDER ? ECDSASignature.der(raw: result.signature) : result.signature
      try output?.write(signature)
      try output?.commit()
      if work.invocation.options.json, path != nil || output == nil {
        let document = JSONValue.object([
          ("signature", .string(hexadecimal(signature))), ("key", .key(key.record)),
          ("mechanism", .string(operation.type.name)),
        ])
        work.invocation.streams.print(document.text + "\n")
      }
      return 0
    }
  }
}

extension RequestedOperation {
  /// Refuses a form that only signatures of two numbers have.
  func checkFormat(_ format: SignatureFormat?) throws {
    guard format != nil, !type.signsByTwoNumbers else { return }
    throw CommandFailure(2, "\(type.name) takes no --format", remedy: "only ECDSA signatures have two forms")
  }
}
