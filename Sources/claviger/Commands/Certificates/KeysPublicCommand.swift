import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI
import Model

struct KeysPublicCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "public", abstract: "Write the public half of a pair as PEM (SubjectPublicKeyInfo).")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Option(help: ArgumentHelp("Where it goes; standard output without it.", valueName: "file"))
  var out: String?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    let path = out
    try DriverWork.run(try Invocation(options)) { work in
      guard let key = try work.findPair(name) else { return 5 }
      let pem = try work.onAll { try key.connection.publicKeyInfo(of: key.record.key) }.pem
      try work.deliver(pem, to: path, as: "publicKey", of: key)
      return 0
    }
  }
}

struct KeysExportCertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-certificate", abstract: "Write the certificate that stands beside a pair as PEM.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Option(help: ArgumentHelp("Where it goes; standard output without it.", valueName: "file"))
  var out: String?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    let path = out
    try DriverWork.run(try Invocation(options)) { work in
      guard let key = try work.findPair(name) else { return 5 }
      let found = try work.onAll { try key.connection.certificates(of: key.record.key) }
      guard !found.isEmpty else {
        throw CommandFailure(
          5, "no certificate stands beside \(key.record.key.printableLabel)",
          remedy: "`claviger keys import-certificate` puts one there")
      }
      try work.deliver(found.map(\.pem).joined(), to: path, as: "certificate", of: key)
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
