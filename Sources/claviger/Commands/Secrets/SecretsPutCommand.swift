import ArgumentParser
import Foundation
import Glibc
import HSM
import KeyStoreAPI
import Model
import SecretMemory

struct SecretsPutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "put", abstract: "Protect bytes from a file or standard input, up to 1 MiB.")

  @OptionGroup var nameArguments: SecretNameArguments

  @Option(help: "The type of secret.")
  var type: String

  @Option(help: "A label or a PKCS#11 URI: the secret stays under this key when defaults change.")
  var key: String?

  @Option(name: .customLong("in"), help: ArgumentHelp("Read from a file instead of standard input.", valueName: "file"))
  var input: String?

  @Flag(help: "Replace the secret of this name.")
  var replace = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let path = try nameArguments.path()
    let name = try key.map(KeyName.init)
    let invocation = try Invocation(options)
    try invocation.refuseReadOnly()
    let (type, isReplacing) = (type, replace)
    let reason = options.reason
    let content = SecretBox(try SecretInput.read(input))
    try DriverWork.run(invocation) { work in
      let keyStore = work.installation.keyStore
      // What the store refuses is told before anybody types a PIN.
      try keyStore.mayPut(path, type: type, replacing: isReplacing, named: name != nil)
      var chosen: ChosenKey?
      if let name {
        guard let (object, connection) = try work.protectingKey(named: name) else { return 5 }
        chosen = ChosenKey(object, on: connection)
      } else if let reference = try keyStore.store.resolve(type: type, policy: path.policy).key {
        try work.connect(for: [reference.token])
      }
      let secret = try work.onAll { [chosen] in
        guard let bytes = content.take() else { throw CommandFailure(1, "there is nothing to protect") }
        return try keyStore.put(
          bytes, as: path, type: type, under: chosen, replacing: isReplacing, reason: reason)
      }
      invocation.showChange(
        .secret(secret, work.invocationDrivers),
        "put \(secret.path), \(secret.size) bytes, under \(String(decoding: secret.key.label, as: UTF8.self))")
      return 0
    }
  }
}

/// Reads a secret's bytes straight into locked memory.
enum SecretInput {
  /// - Parameter file: nil reads standard input.
  static func read(_ file: String?) throws -> SecretBytes {
    let descriptor: Int32
    if let file {
      descriptor = open(file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw CommandFailure(2, "\(file) cannot be read: \(String(cString: strerror(errno)))")
      }
    } else {
      guard isatty(0) == 0 else {
        throw CommandFailure(
          2, "a secret is not typed on a terminal, which shows it",
          remedy: "use --in FILE, or standard input from a pipe"
        )
      }
      descriptor = 0
    }
    defer { if file != nil { close(descriptor) } }
    let most = Secret.largest + 1
    let bytes = try SecretBytes(count: most) { room throws(CommandFailure) in
      var count = 0
      while count < most {
        let got = Glibc.read(descriptor, room.baseAddress?.advanced(by: count), most - count)
        if got == 0 { break }
        guard got > 0 else {
          if errno == EINTR { continue }
          throw CommandFailure(
            2, "\(file ?? "standard input") cannot be read: \(String(cString: strerror(errno)))")
        }
        count += got
      }
      return count
    }
    guard bytes.count <= Secret.largest else {
      throw CommandFailure(6, "a secret has at most \(Secret.largest) bytes, and this is longer")
    }
    return bytes
  }
}
