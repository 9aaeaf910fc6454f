public import ArgumentParser
import Cryptoki
public import HSM
import KeyStoreAPI
import Model
import SecretMemory
import Settings

struct KeypairGenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make a key pair on a token and bring it out.",
    discussion: """
      The private key is written as PKCS#8, encrypted with a passphrase, the public key beside it as FILE.pub. On the \
      token nothing is left.
      """)

  @Option(help: "rsa-N ec-p256 ec-p384 ec-p521; N is 2048 to 16384.")
  var type: String

  @Option(help: ArgumentHelp("Where the private key goes.", valueName: "file"))
  var out: String

  @Flag(help: "Write the private key as it is.")
  var unencrypted = false

  @Option(help: ArgumentHelp("Read the passphrase from a file's first line.", valueName: "file"))
  var passphraseFile: String?

  @Option(help: "How the private key is written.")
  var format = PairFiles.Format.pem

  @Option(
    help: ArgumentHelp("The transport key's length, from 3072; without it, by the pair's strength.", valueName: "n"))
  var transportBits: Int?

  @Flag(help: "Let the transport key wrap by CKM_RSA_PKCS_OAEP also where CKM_RSA_PKCS works.")
  var oaep = false

  @Flag(help: "Replace files that are there.")
  var force = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let export = try export()
    if unencrypted, passphraseFile != nil {
      throw CommandFailure(2, "--unencrypted and --passphrase-file exclude each other")
    }
    let files = PairFiles(out, format: format, replaces: force)
    do throws(HSMError) {
      try files.requireRoom()
    } catch {
      throw CommandFailure(error)
    }
    try DriverWork.run(invocation) { work in
      let connection = try work.soleConnection()
      do throws(HSMError) {
        try connection.require(.generate, to: "make key pairs for use outside")
      } catch {
        throw CommandFailure(error)
      }
      let passphrase = try passphrase(invocation)
      let (keyStore, reason) = (work.installation.keyStore, invocation.options.reason)
      let tries = work.installation.configuration.trials == .startup
      let outcomes = work.onEachDriver(login: .required) { connection in
        if tries {
          _ = try keyStore.trialIfNew(
            on: connection, reason: reason,
            report: { rows in
              for row in rows { invocation.streams.message("claviger: first use of \(row.words)") }
            })
        }
        return try keyStore.export(export, on: connection, to: files.path, reason: reason) { (pair) throws(HSMError) in
          try files.write(pair, passphrase)
        }
      }
      for (connection, result) in outcomes {
        guard case .success(let pair) = result else { continue }
        show(pair, of: connection.driver.name, isEncrypted: passphrase != nil, invocation)
      }
      return work.report(outcomes)
    }
  }

  private func export() throws -> PairExport {
    guard let kind = KeyKind(name: type), kind.isPair else {
      throw CommandFailure(
        2, "there is no type of key pair “\(type)”",
        remedy: "types are \(KeyKind.usual.filter(\.isPair).map(\.name).joined(separator: ", ")), and rsa-N up to 16384"
      )
    }
    if let transportBits, !PairExport.transportRange.contains(transportBits) || !transportBits.isMultiple(of: 8) {
      throw CommandFailure(
        2, "--transport-bits takes \(PairExport.transportRange.lowerBound) to \(PairExport.transportRange.upperBound)",
        remedy: "leave it out for a transport key as the pair's strength asks for")
    }
    do throws(HSMError) {
      var export = try PairExport(kind, transportBits: transportBits)
      export.prefersOAEP = oaep
      return export
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Nil where the key is written as it is.
  private func passphrase(_ invocation: Invocation) throws -> Passphrase? {
    if unencrypted { return nil }
    if let passphraseFile {
      do throws(SettingsError) {
        return Passphrase(try PINReader(trustsPermissions: options.trustPermissions).readFile(passphraseFile))
      } catch {
        throw CommandFailure(error)
      }
    }
    if !options.noInput, let typed = try PINPrompt.readNew("passphrase for \(out): ", "passphrases") {
      return Passphrase(typed)
    }
    throw CommandFailure(
      4, "nobody typed a passphrase", remedy: "run it on a terminal, or give --passphrase-file, or --unencrypted")
  }

  private func show(_ pair: ExportedPair, of driver: String, isEncrypted: Bool, _ invocation: Invocation) {
    let route = pair.route
    if options.json {
      let document = JSONValue.object([
        ("driver", .string(driver)), ("type", .string(pair.kind.name)), ("file", .string(out)),
        ("publicFile", .string(out + ".pub")), ("format", .string(format.rawValue)), ("encrypted", .bool(isEncrypted)),
        ("generation", .string(route.generation.name)), ("outer", .string(route.outer.name)),
        ("transportBits", .integer(UInt64(route.transportBits))), ("mechanism", .string(route.inner.name)),
        ("dialect", .string(route.dialect.rawValue)),
        (
          "passedOver",
          .array(
            route.passedOver.map {
              .object([
                ("mechanism", .string($0.mechanism.name)), ("reason", .string($0.reason)),
                ("returnName", .optional($0.code?.name)),
              ])
            })
        ), ("notes", .strings(route.notes)),
      ])
      invocation.streams.print(document.text + "\n")
      return
    }
    let lines =
      [
        ("private key", out + (isEncrypted ? ", encrypted" : ", NOT ENCRYPTED")), ("public key", "\(out).pub"),
      ] + route.lines
    for (title, text) in lines {
      let padded = title + String(repeating: " ", count: 13 - title.count)
      invocation.streams.print(PlainText.safe(padded + text) + "\n")
    }
  }
}

extension PairFiles.Format: ExpressibleByArgument {}
