import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI
import Model

struct KeysPublicCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "public", abstract: "Write the public half of a pair as PEM (SubjectPublicKeyInfo).")

  @OptionGroup var pair: PairText

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try pair.write(options, as: "publicKey") { work, key in
      try work.onAll { try key.connection.publicKeyInfo(of: key.record.key) }.pem
    }
  }
}

struct KeysExportCertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-certificate", abstract: "Write the certificate that stands beside a pair as PEM.")

  @OptionGroup var pair: PairText

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try pair.write(options, as: "certificate") { work, key in
      let found = try work.onAll { try key.connection.certificates(of: key.record.key) }
      guard !found.isEmpty else {
        throw CommandFailure(
          5, "no certificate stands beside \(key.record.key.printableLabel)",
          remedy: "`claviger keys import-certificate` puts one there")
      }
      return found.map(\.pem).joined()
    }
  }
}

/// A pair of which something is written as PEM.
struct PairText: ParsableArguments {
  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Option(help: ArgumentHelp("Where it goes; standard output without it.", valueName: "file"))
  var out: String?

  /// Finds the pair and writes its text.
  ///
  /// - Parameter field: what the text is called in a document.
  fileprivate func write(
    _ options: GlobalOptions, as field: String, _ text: (DriverWork, DriverWork.OperationKey) throws -> String
  ) throws {
    let name = try KeyName(key)
    try DriverWork.run(try Invocation(options)) { work in
      guard let key = try work.findPair(name) else { return 5 }
      try work.deliver(try text(work, key), to: out, as: field, of: key)
      return 0
    }
  }
}

extension DriverWork {
  /// Writes a text to a file, or to standard output, where a terminal may have it; with `--json` a document.
  func deliver(_ pem: String, to path: String?, as field: String, of key: OperationKey) throws {
    if let path {
      let file = try OutputFile(path: path, invocation.streams)
      try file.write(Array(pem.utf8))
      try file.commit()
    }
    if invocation.options.json {
      let document = JSONValue.object([(field, .string(pem)), ("key", .key(key.record)), ("out", .optional(path))])
      invocation.streams.print(document.text + "\n")
    } else if path == nil {
      invocation.streams.print(pem)
    }
  }
}
