import ArgumentParser
import Cryptoki
import HSM

/// What `sign`, `verify`, `encrypt` and `decrypt` take.
struct OperationArguments: ParsableArguments {
  @Option(help: "A label or a PKCS#11 URI.")
  var key: String

  @Option(help: "The mechanism: a name with or without CKM_, in any case, or a number.")
  var mechanism: String

  @Option(
    name: .customLong("in"), help: ArgumentHelp("What is worked on; standard input without it.", valueName: "file"))
  var input: String?

  @Option(
    help: ArgumentHelp(
      "The hash of PSS and OAEP (sha256 without it). With ECDSA, the data is digested with it before.",
      valueName: "sha1|sha224|sha256|sha384|sha512"), transform: DigestAlgorithm.argument)
  var hash: DigestAlgorithm?

  @Option(
    help: ArgumentHelp(
      "The hash of the mask of PSS and OAEP; follows --hash.", valueName: "sha1|sha224|sha256|sha384|sha512"),
    transform: DigestAlgorithm.argument)
  var mgf: DigestAlgorithm?

  @Option(help: ArgumentHelp("The salt of PSS in bytes; as long as the hash without it.", valueName: "number"))
  var saltLength: Int?

  @Option(help: ArgumentHelp("The label of OAEP.", valueName: "hex"))
  var oaepLabel: String?

  @Option(
    help: ArgumentHelp(
      "The initialisation vector. Without it, one is made and written before the cipher text, or read from there.",
      valueName: "hex"))
  var iv: String?

  @Option(help: ArgumentHelp("What GCM authenticates and does not encrypt.", valueName: "hex"))
  var aad: String?

  @Option(help: ArgumentHelp("The tag of GCM in bits; 128 without it.", valueName: "number"))
  var tagBits: Int?
}

/// What `sign` and `verify` take besides.
enum SignatureFormat: String, ExpressibleByArgument, Sendable {
  /// As the standard has it: for ECDSA, r and s one after the other.
  case raw
  /// A DER sequence of r and s.
  case der
}

/// An operation as it was asked for: the names are understood, and the parameters go with the mechanism.
struct RequestedOperation: Sendable {
  let use: OperationUse
  let name: KeyName
  let type: MechanismType
  let options: OperationOptions
  let input: String?

  init(_ use: OperationUse, _ arguments: OperationArguments) throws {
    self.use = use
    name = try KeyName(arguments.key)
    guard let type = MechanismType(name: arguments.mechanism) else {
      throw CommandFailure(
        2, "there is no mechanism \(arguments.mechanism)", remedy: "`claviger mechanisms` lists what the tokens offer")
    }
    self.type = type
    var options = OperationOptions()
    options.hash = arguments.hash
    options.mask = arguments.mgf
    options.saltLength = arguments.saltLength
    options.label = try Self.bytes(arguments.oaepLabel, "--oaep-label")
    options.iv = try Self.bytes(arguments.iv, "--iv")
    options.additionalData = try Self.bytes(arguments.aad, "--aad")
    options.tagBits = arguments.tagBits
    self.options = options
    input = arguments.input
    // Said before anybody types a PIN, whatever the initialisation vector will be.
    _ = try mechanism(iv: makesIV ? [UInt8](repeating: 0, count: type.ivLength) : nil)
  }

  /// Whether the initialisation vector stands before the cipher text.
  var makesIV: Bool { (use == .encrypt || use == .decrypt) && type.takesIV && options.iv == nil }

  func mechanism(iv: [UInt8]?) throws -> Mechanism {
    do throws(OperationOptions.Mismatch) {
      return try options.mechanism(type, iv: iv)
    } catch {
      throw CommandFailure(2, error.description, remedy: "see `claviger \(use) --help`")
    }
  }

  /// Opens what is worked on.
  func source() throws(HSMError) -> ByteSource {
    guard let input else { return ByteSource(descriptor: 0, name: "standard input") }
    return try ByteSource(path: input)
  }

  private static func bytes(_ text: String?, _ option: String) throws -> [UInt8]? {
    guard let text else { return nil }
    guard let bytes = [UInt8](hexadecimal: text) else {
      throw CommandFailure(2, "\(option) is bytes in hexadecimal, not \(text)")
    }
    return bytes
  }
}

extension DigestAlgorithm {
  @Sendable
  fileprivate static func argument(_ text: String) throws -> Self {
    guard let digest = Self(rawValue: text.lowercased()) else {
      throw ValidationError("there is no hash \(text): sha1, sha224, sha256, sha384 and sha512 are known")
    }
    return digest
  }
}
