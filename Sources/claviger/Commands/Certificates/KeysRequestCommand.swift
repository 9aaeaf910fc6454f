import ArgumentParser
import Cryptoki
import HSM
import Model

struct KeysRequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request", abstract: "Make a request for a certificate (PKCS#10), signed with a pair on its token.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @Option(help: ArgumentHelp("Whom the certificate is to name: CN=host.example,O=Example,C=DE", valueName: "name"))
  var subject: String

  @Option(help: ArgumentHelp("Where the request goes, as PEM; standard output without it.", valueName: "file"))
  var out: String?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    let subject: DistinguishedName
    do throws(DistinguishedName.Malformed) {
      subject = try DistinguishedName(self.subject)
    } catch {
      throw CommandFailure(
        2, "the subject cannot be used: \(error)", remedy: "write it as CN=host.example,O=Example,C=DE")
    }
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly(.sign)
    let (path, words) = (out, self.subject)
    try DriverWork.run(invocation) { work in
      guard let key = try work.findPair(name) else { return 5 }
      try key.connection.require(.hardware, to: "request a certificate")
      let der = try work.audited("request-certificate", key, to: words) { () throws(HSMError) in
        try key.connection.certificateRequest(for: key.record.key, subject: subject)
      }
      try work.deliver(PEM.text("CERTIFICATE REQUEST", der), to: path, as: "request", of: key)
      return 0
    }
  }
}
