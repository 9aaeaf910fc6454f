import Foundation
import Support

/// What `claviger demo` makes: a token with sample keys, and a configuration that serves every command.
struct Demo: Sendable {
  /// For tests that change no token; a test that changes the store takes one of its own.
  static let shared = Result { try Demo() }

  let folder: TemporaryDirectory
  var directory: URL { folder.url("demo") }

  init() throws {
    folder = try TemporaryDirectory()
    let made = try claviger("demo", "--directory", folder.path + "/demo")
    guard made.status == .exited(0) else { throw SupportError("the demo was not made: \(made.stderr)") }
  }

  /// Runs a command on the demo.
  func callAsFunction(_ arguments: String...) throws -> ProgramResult {
    try claviger(arguments: ["--config", directory.path + "/claviger.yaml"] + arguments)
  }

  /// Writes another configuration for the demo's token.
  func configuration(
    in other: TemporaryDirectory, pin: String, name: String = "demo", token: String = "pkcs11:token=claviger-demo"
  ) throws -> String {
    try other.write(
      """
      drivers:
        - name: \(name)
          module: \(SoftHSMDirectory.modulePath)
          token: \(token)
          use-cases: [protect]
          pin: \(pin)
          environment: {SOFTHSM2_CONF: "\(directory.path)/softhsm2.conf"}

      """, to: "claviger.yaml"
    ).path
  }

  var pinFile: String { directory.path + "/pin" }
}

/// Runs the program; nothing of the tester's own settings, logs or configurations is touched.
func claviger(_ arguments: String...) throws -> ProgramResult { try claviger(arguments: arguments) }

func claviger(arguments: [String], environment: [String: String] = [:]) throws -> ProgramResult {
  let home = try TemporaryDirectory()
  return try run(
    BuiltProduct.url(named: "claviger"), arguments,
    environment: ["HOME": home.path].merging(environment) { _, given in given })
}
