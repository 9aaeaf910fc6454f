import Foundation
import Support

/// A demo of the test's own, on a real SoftHSM; made once by the program itself, then copied for each test.
final class ConsoleDemo: Sendable {
  static let program = BuiltProduct.url(named: "claviger")
  private static let original = Result { try ConsoleDemo(making: TemporaryDirectory()) }

  let folder: TemporaryDirectory
  var path: String { folder.path + "/demo" }
  var configuration: String { path + "/claviger.yaml" }

  private init(making folder: TemporaryDirectory) throws {
    self.folder = folder
    let made = try run(
      Self.program, ["demo", "--directory", folder.path + "/demo"], environment: Self.environment(folder),
      timeout: .seconds(60))
    guard made.status == .exited(0) else { throw SupportError("no demo: \(made.stderr)") }
  }

  /// - Parameter pin: what the configuration says of the PIN instead of the demo's file.
  init(pin: String? = nil) throws {
    let original = try Self.original.get()
    folder = try TemporaryDirectory()
    try FileManager.default.copyItem(atPath: original.path, toPath: path)
    try rewrite("softhsm2.conf") { $0.replacingOccurrences(of: original.path, with: path) }
    if let pin { try rewrite("claviger.yaml") { $0.replacingOccurrences(of: "{file: pin}", with: pin) } }
  }

  func rewrite(_ name: String, _ change: (String) -> String) throws {
    let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    try folder.write(change(text), to: "demo/" + name)
  }

  /// Puts the token's own file back as the demo made it.
  ///
  /// SoftHSM 2.6.1 empties `token.object` and writes it anew at every C_Login; a process that is killed in
  /// between leaves no token. That loss is the driver's, and not what is looked for here.
  func restoreToken() throws {
    let tokens = "/tokens/"
    let token = try FileManager.default.contentsOfDirectory(atPath: path + tokens).first ?? ""
    let name = tokens + token + "/token.object"
    let whole = try Data(contentsOf: URL(filePath: Self.original.get().path + name))
    try whole.write(to: URL(filePath: path + name))
  }

  var pin: String {
    get throws {
      try String(contentsOfFile: path + "/pin", encoding: .utf8).trimmingCharacters(in: .newlines)
    }
  }

  /// Nothing of the tester's own settings, and no trace in the tester's home.
  static func environment(_ folder: TemporaryDirectory) -> [String: String] {
    ["HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state"]
  }
  var environment: [String: String] { Self.environment(folder) }

  /// Opens the console on a terminal.
  func open(
    _ arguments: [String] = [], environment: [String: String] = [:], width: Int = 100, height: Int = 30
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: Self.program, ["--config", configuration] + arguments,
      environment: self.environment.merging(environment) { _, given in given }, width: width, height: height)
  }

  /// Opens the console, and waits until the demo's driver is connected and logged in.
  func openConnected(_ arguments: [String] = [], width: Int = 100, height: Int = 30) throws -> PseudoTerminal {
    let terminal = try open(arguments, width: width, height: height)
    try terminal.waitFor(text: "demo: connected", timeout: .seconds(30))
    try terminal.waitFor("the login") { !$0.contains("PUBLIC VIEW") }
    return terminal
  }
}

extension PseudoTerminal {
  /// Leaves the console by its key.
  func quit() throws -> ExitStatus {
    type("q")
    return try waitForExit()
  }

  /// Goes to the Defaults screen and puts the cursor on a scope, by its words.
  func goToScope(_ words: String) throws {
    // A key is chosen among those that were read.
    type("3")
    try waitFor("the keys", timeout: .seconds(30)) { $0.contains("can protect") || $0.contains("★") }
    type("4")
    try waitFor(text: "Global default")
    type("/\(words)\n")
    try waitFor("the filter") { $0.contains("Effective key") && !$0.contains("type username") }
  }

  func arm() throws {
    type("a")
    try waitFor(text: "Type the driver's name")
    type("demo\n")
    try waitFor(text: "ARMED")
  }

  /// Chooses a key for the scope under the cursor, up to the question before the change.
  func choose(_ label: String, rowsDown: Int = 0) throws {
    press(.enter)
    try waitFor(text: "Choose the default key")
    type("/\(label)\n")
    try waitFor("the key") { $0.contains("filter: \(label)") }
    for _ in 0..<rowsDown { press(.down) }
    press(.enter)
    try waitFor(text: "y do it")
  }

  /// The line of a scope on the Defaults screen.
  func line(_ text: String) -> String? { screen.lines.first { $0.contains(text) } }
}
