import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI
import Model

struct KeysGenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make a key or a key pair on a token.",
    discussion: """
      It is made private, sensitive and not extractable, and read again: a key that came out weaker than asked is \
      destroyed.
      """)

  @Option(help: "aes-128 aes-192 aes-256 rsa-N ec-p256 ec-p384 ec-p521 ed25519 ed448; N is 2048 to 16384.")
  var type: String

  @Option(help: "The new key's label.")
  var label: String

  @Option(help: ArgumentHelp("CKA_ID in hexadecimal; without it, 16 random bytes.", valueName: "hex"))
  var id: String?

  @Option(help: ArgumentHelp("What it may do: protect, sign, encrypt, wrap, derive, with commas.", valueName: "uses"))
  var use: String?

  @Option(help: ArgumentHelp("The first day of its use, as 2026-01-31.", valueName: "date"))
  var start: String?

  @Option(help: ArgumentHelp("The last day of its use.", valueName: "date"))
  var end: String?

  @Flag(help: "Let it be wrapped out of the token.")
  var extractable = false

  @Option(
    help: ArgumentHelp("Another attribute, as CKA_MODIFIABLE=false; may be given more than once.", valueName: "cka_x=v")
  )
  var set: [String] = []

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let template = try template()
    try DriverWork.run(invocation) { work in
      let connection = try work.soleConnection()
      do throws(HSMError) {
        try connection.require(template.kind.useCase, to: "make \(template.kind.name) keys")
      } catch {
        throw CommandFailure(error)
      }
      let keyStore = work.installation.keyStore
      let reason = invocation.options.reason
      let outcomes = work.onEachDriver(login: .required) { connection in
        let review = try connection.review(template)
        for warning in review.warnings {
          invocation.streams.message("claviger: \(PlainText.safe(template.label)): \(warning.words)")
        }
        return try keyStore.generate(review, on: connection, reason: reason)
      }
      for (_, result) in outcomes {
        guard case .success(let made) = result else { continue }
        if !made.leftOut.isEmpty {
          let names = made.leftOut.map(\.name).joined(separator: ", ")
          invocation.streams.message("claviger: the token would not be told \(names); they came out as asked")
        }
        for deviation in made.deviations { invocation.streams.message("claviger: \(PlainText.safe(deviation.words))") }
        try work.showRows(made.objects)
      }
      return work.report(outcomes)
    }
  }

  private func template() throws -> KeyTemplate {
    guard let kind = KeyKind(name: type) else {
      throw CommandFailure(
        2, "there is no type \(type)",
        remedy: "types are \(KeyKind.usual.map(\.name).joined(separator: ", ")), and rsa-N up to 16384 by eights")
    }
    var request = KeyRequest(kind, label: label, uses: try use.map(Self.uses))
    if let id {
      guard let bytes = [UInt8](hexadecimal: id) else {
        throw CommandFailure(2, "--id takes bytes in hexadecimal, not “\(id)”", remedy: "write it as 0a1b2c")
      }
      request.id = bytes
    }
    request.start = try Self.day(start, "--start")
    request.end = try Self.day(end, "--end")
    request.isExtractable = extractable
    request.changes = try Template(assignments: set)
    do throws(KeyRequestError) {
      return try KeyTemplate(request)
    } catch {
      throw CommandFailure(2, error.message, remedy: error.remedy)
    }
  }

  private static func uses(_ text: String) throws -> Set<KeyUse> {
    Set(
      try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
        guard let use = KeyUse(rawValue: String(word)) else {
          throw CommandFailure(
            2, "there is no use “\(word)”",
            remedy: "uses are \(KeyUse.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return use
      })
  }

  private static func day(_ text: String?, _ option: String) throws -> CKDate? {
    guard let text else { return nil }
    guard let day = CKDate(text) else {
      throw CommandFailure(2, "\(option) takes a day, not “\(text)”", remedy: "write it as 2026-12-31")
    }
    return day
  }
}
