import ArgumentParser
import Cryptoki
import HSM
import Model

struct EncryptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encrypt", abstract: "Encrypt with a key on a token.",
    discussion: "Without --iv, an initialisation vector is made and written before the cipher text.")

  @OptionGroup var arguments: OperationArguments

  @Option(help: ArgumentHelp("Where the cipher text goes; standard output without it.", valueName: "file"))
  var out: String?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let operation = try RequestedOperation(.encrypt, arguments)
    if operation.type.keyType == .CKK_AES, operation.options.iv == SeedText.iv {
      throw CommandFailure(
        6, "nothing is encrypted under this --iv: the proofs of keys are made with it", remedy: "choose another")
    }
    let invocation = try Invocation(options)
    let path = out
    try DriverWork.run(invocation) { work in
      let output = try work.output(path, operation)
      guard let key = try work.key(for: operation) else { return 5 }
      let iv = operation.makesIV ? randomBytes(operation.type.ivLength) : []
      let mechanism = try operation.mechanism(iv: operation.makesIV ? iv : nil)
      let (descriptor, name) = (output.descriptor, output.name)
      let encrypt = { @Sendable () throws(HSMError) in
        let prefix = ByteSink(descriptor: descriptor, name: name)
        try prefix.write(iv)
        try key.connection.encrypt(
          try operation.source(), to: ByteSink(descriptor: descriptor, name: name), with: key.record.key, mechanism)
      }
      // A secret key may be one that protects secrets: its use leaves a trace, where anything may be written.
      if key.record.key.objectClass == .CKO_SECRET_KEY, !work.invocation.options.readOnly {
        try work.audited(operation.use.rawValue, key, to: operation.type.name, encrypt)
      } else {
        try work.onAll(encrypt)
      }
      try output.commit()
      work.showCipher(operation, key, path)
      return 0
    }
  }
}

struct DecryptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decrypt", abstract: "Decrypt with a key that stays on its token.",
    discussion: "Without --iv, the initialisation vector is read from before the cipher text.")

  @OptionGroup var arguments: OperationArguments

  @Option(help: ArgumentHelp("Where the plain text goes, mode 0600; standard output without it.", valueName: "file"))
  var out: String?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let operation = try RequestedOperation(.decrypt, arguments)
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly(.decrypt)
    let path = out
    try DriverWork.run(invocation) { work in
      let output = try work.output(path, operation)
      guard let key = try work.key(for: operation) else { return 5 }
      let (descriptor, name) = (output.descriptor, output.name)
      try work.audited(operation.use.rawValue, key, to: operation.type.name) { () throws(HSMError) in
        let source = try operation.source()
        let iv = operation.makesIV ? try source.readPrefix(operation.type.ivLength) : nil
        let mechanism: Mechanism
        do throws(OperationOptions.Mismatch) {
          mechanism = try operation.options.mechanism(operation.type, iv: iv)
        } catch {
          throw HSMError(.failed, error.description, remedy: "give --iv")
        }
        try key.connection.decrypt(
          source, to: ByteSink(descriptor: descriptor, name: name), with: key.record.key, mechanism)
      }
      try output.commit()
      work.showCipher(operation, key, path)
      return 0
    }
  }
}

extension DriverWork {
  /// Opens both ends, before anybody types a PIN.
  fileprivate func output(_ path: String?, _ operation: RequestedOperation) throws -> OutputFile {
    guard path != nil || !invocation.options.json else {
      throw CommandFailure(2, "--json needs --out: bytes are no document", remedy: "add --out FILE")
    }
    _ = try operation.source()
    return try OutputFile(path: path, invocation.streams)
  }

  fileprivate func showCipher(_ operation: RequestedOperation, _ key: OperationKey, _ path: String?) {
    guard invocation.options.json, let path else { return }
    let document = JSONValue.object([
      ("out", .string(path)), ("key", .key(key.record)), ("mechanism", .string(operation.type.name)),
    ])
    invocation.streams.print(document.text + "\n")
  }
}
