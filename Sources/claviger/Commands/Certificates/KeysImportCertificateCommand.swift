import ArgumentParser
import Cryptoki
import HSM
import Model

struct KeysImportCertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-certificate", abstract: "Keep the certificate that was issued for a pair beside it.",
    discussion: "It is refused unless its public key is the pair's.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Option(name: .customLong("in"), help: ArgumentHelp("The certificate, in PEM or DER.", valueName: "file"))
  var input: String

  @Flag(help: "Destroy the certificate that stands there, once the new one is in its place.")
  var replace = false

  @OptionGroup var options: GlobalOptions

  /// Bytes: certificates are a few thousand long.
  private static let longest = 1 << 20

  func run() throws {
    let name = try KeyName(key)
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let file: [UInt8]
    do throws(HSMError) {
      file = try ByteSource(path: input).readAll(atMost: Self.longest)
    } catch {
      throw CommandFailure(error)
    }
    guard let certificate = Certificate(file) else {
      throw CommandFailure(1, "\(input) holds no X.509 certificate", remedy: "give one in PEM or DER")
    }
    let replacing = replace
    try DriverWork.run(invocation) { work in
      guard let key = try work.findPair(name) else { return 5 }
      try key.connection.require(.hardware, to: "keep a certificate")
      let made = try work.audited("import-certificate", key) { () throws(HSMError) in
        try key.connection.importCertificate(certificate, for: key.record.key, replacing: replacing)
      }
      if work.invocation.options.json {
        let rows = [KeyRecord(made).json]
        work.invocation.streams.print(JSONValue.array(rows).text + "\n")
      } else {
        work.invocation.streams.print("\(made.uri)\n")
      }
      return 0
    }
  }
}
