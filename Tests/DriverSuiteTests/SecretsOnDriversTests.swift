import Foundation
import Support
import Testing
import TokenSupport

/// Secrets under keys of drivers that pad, refuse and answer otherwise than SoftHSM does, put and opened by the program.
@Suite struct SecretsOnDriversTests {
  private static let lengths = [0, 1, 15, 16, 17, 1024, 1 << 20]

  @Test func `a secret of any length comes back from NSS byte for byte, and from a restored store`() throws {
    let nss = try NSSToken()
    let stage = try DriverStage(
      """
      module: \(NSSToken.modulePath)
          token: pkcs11:token=NSS%20Certificate%20DB
          initialize: "\(nss.initialize)"
      """, pin: NSSToken.pin)
    try withExtendedLifetime(nss) { try roundTrips(on: stage) }
  }

  @Test(.enabled(if: OpenCryptokiSandbox.canRun("secrets on openCryptoki")))
  func `the same of openCryptoki, where every wrong key decrypts, and none is taken for the right one`() throws {
    let stage = try DriverStage(openCryptoki: try OpenCryptokiSandbox())
    try roundTrips(on: stage)

    for id in 10..<22 {
      try stage.does("keys", "generate", "--type", "aes-256", "--label", "same", "--id", "\(id)")
    }
    let rows = try stage.rows("keys", "list").filter { $0["label"] as? String == "same" }
    #expect(rows.count == 12)
    let uri = try #require(rows[7]["uri"] as? String)
    let secret = Data("under one of twelve".utf8)
    try stage.does("secrets", "put", "one", "--type", "generic", "--key", uri, input: secret)
    #expect(try stage.claviger("secrets", "get", "one").output == secret)
    let holding = try stage.rows("keys", "list").filter { ($0["protects"] as? Int ?? 0) > 0 }
    #expect(holding.contains { $0["uri"] as? String == uri })
    #expect(holding.filter { $0["label"] as? String == "same" }.count == 1)
    try stage.claviger("keys", "delete", uri, "--confirm", "same").expect(.exited(6))
    try stage.does("keys", "delete", uri, "--even-if-used", "--confirm", "same")
    let gone = try stage.claviger("secrets", "get", "one")
    #expect(gone.status == .exited(5) && gone.output.isEmpty, "\(gone.stderr)")
  }

  private func roundTrips(on stage: DriverStage) throws {
    for label in ["kek", "next"] { try stage.does("keys", "generate", "--type", "aes-256", "--label", label) }
    try stage.does("defaults", "set", "--global", "--key", "kek")
    func bytes(_ length: Int) -> Data { Data((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }) }
    func check(_ store: String? = nil) throws {
      for length in Self.lengths {
        let opened = try stage.claviger(["secrets", "get", "s\(length)"], store: store)
        #expect(opened.status == .exited(0) && opened.output == bytes(length), "\(length): \(opened.stderr)")
      }
    }
    for length in Self.lengths {
      try stage.does("secrets", "put", "s\(length)", "--type", "generic", input: bytes(length))
    }
    try check()
    try stage.does("store", "backup", stage.path("backup"))
    try stage.does("defaults", "set", "--global", "--key", "next")
    try stage.does("secrets", "reprotect")
    try check()
    try stage.does("store", "check")

    let elsewhere = "sqlite:\(stage.path("elsewhere.db"))"
    let restored = try stage.claviger(["store", "restore", stage.path("backup")], store: elsewhere)
    restored.expect(.exited(0))
    try check(elsewhere)
    try stage.claviger(["store", "check"], store: elsewhere).expect(.exited(0))
  }
}

/// A configuration with one driver, and the program that uses it.
private struct DriverStage {
  private let folder: TemporaryDirectory
  private let sandbox: OpenCryptokiSandbox?

  init(_ driver: String, pin: String, in sandbox: OpenCryptokiSandbox? = nil) throws {
    self.sandbox = sandbox
    folder = try TemporaryDirectory()
    try folder.write(pin + "\n", to: "pin")
    try folder.write(
      """
      drivers:
        - name: suite
          \(driver)
          use-cases: [protect, generate]
          pin: {file: pin}

      """, to: "claviger.yaml")
  }

  /// A token of openCryptoki's with a PIN that its user chose.
  init(openCryptoki sandbox: OpenCryptokiSandbox) throws {
    try self.init(
      """
      module: \(OpenCryptokiSandbox.modulePath)
          token: pkcs11:token=prod
      """, pin: "7391", in: sandbox)
    for (name, pin) in [("factory", OpenCryptokiSandbox.factorySOPIN), ("so", "12345678"), ("first", "0000")] {
      try folder.write(pin + "\n", to: name)
    }
    try does("token", "init", "--slot", "3", "--label", "prod", "--so-pin-file", path("factory"))
    try does("token", "change-pin", "--so", "--so-pin-file", path("factory"), "--new-pin-file", path("so"))
    try does("token", "init-pin", "--so-pin-file", path("so"), "--new-pin-file", path("first"))
    try does("--pin-file", path("first"), "token", "change-pin", "--new-pin-file", path("pin"))
  }

  func path(_ name: String) -> String { folder.path + "/" + name }

  func claviger(_ arguments: String...) throws -> ProgramResult { try claviger(arguments) }

  func claviger(_ arguments: [String], store: String? = nil, input: Data = Data()) throws -> ProgramResult {
    let options = ["--config", path("claviger.yaml"), "--no-input"] + (store.map { ["--store", $0] } ?? [])
    let program = BuiltProduct.url(named: "claviger")
    let command = sandbox?.command(program, options + arguments) ?? (program: program, arguments: options + arguments)
    return try run(
      command.program, command.arguments,
      environment: ["HOME": folder.path].merging(TestEnvironment.leavingLeaksAside) { first, _ in first },
      input: input, timeout: .seconds(120))
  }

  func does(_ arguments: String..., input: Data = Data()) throws {
    try claviger(arguments, input: input).require(.exited(0), "\(arguments)")
  }

  func rows(_ arguments: String...) throws -> [[String: Any]] {
    let result = try claviger(arguments + ["--json"])
    return try #require(
      // What is no document has its reason on standard error, which is shown instead.
      try? JSONSerialization.jsonObject(with: result.output) as? [[String: Any]], "\(result.stderr)")
  }
}
