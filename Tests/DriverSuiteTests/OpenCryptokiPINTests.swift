import Foundation
import Support
import Testing
import TokenSupport

/// PINs on a token that really locks after three wrong ones: openCryptoki's, from the factory on.
@Suite(
  .enabled(if: OpenCryptokiSandbox.canRun("three wrong PINs lock openCryptoki's token"))
)
struct OpenCryptokiPINTests {
  private let sandbox: OpenCryptokiSandbox
  private let folder: TemporaryDirectory

  init() throws {
    sandbox = try OpenCryptokiSandbox()
    folder = try TemporaryDirectory()
    try folder.write(
      """
      drivers:
        - name: oc
          module: \(OpenCryptokiSandbox.modulePath)
          token: pkcs11:token=prod
          pin: {file: pin}

      """, to: "claviger.yaml")
    let pins = [
      ("factory", OpenCryptokiSandbox.factorySOPIN), ("so", "12345678"), ("first", "0000"), ("pin", "7391"),
      ("wrong", "1111"), ("wrong-too", "2222"), ("wrong-again", "3333"), ("wrong-still", "4444"),
    ]
    for (name, pin) in pins { try folder.write(pin + "\n", to: name) }
  }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private var environment: [String: String] {
    ["HOME": folder.path].merging(TestEnvironment.leavingLeaksAside) { first, _ in first }
  }

  private func claviger(_ arguments: String...) throws -> ProgramResult {
    let command = sandbox.command(
      BuiltProduct.url(named: "claviger"), ["--config", path("claviger.yaml"), "--no-input"] + arguments)
    return try run(command.program, command.arguments, environment: environment, timeout: .seconds(120))
  }

  private var flags: String { get throws { try claviger("tokens").stdout } }

  /// C_Login calls of any process that the token answered with CKR_PIN_INCORRECT.
  private var wrongLogins: Int {
    get throws {
      let calls = try claviger("calls", "--json")
      let rows = try #require(
        try JSONSerialization.jsonObject(with: calls.output) as? [[String: Any]], "\(calls.stderr)")
      return rows.count {
        $0["function"] as? String == "C_Login" && $0["returnName"] as? String == "CKR_PIN_INCORRECT"
      }
    }
  }

  @Test func `three wrong PINs lock the token, each is one try, and the security officer unlocks it`() throws {
    let steps: [[String]] = [
      ["token", "init", "--slot", "3", "--label", "prod", "--so-pin-file", path("factory")],
      ["token", "change-pin", "--so", "--so-pin-file", path("factory"), "--new-pin-file", path("so")],
      ["token", "init-pin", "--so-pin-file", path("so"), "--new-pin-file", path("first")],
      ["--pin-file", path("first"), "token", "change-pin", "--new-pin-file", path("pin")],
      ["status"],
    ]
    for step in steps {
      let command = sandbox.command(
        BuiltProduct.url(named: "claviger"), ["--config", path("claviger.yaml"), "--no-input"] + step)
      let result = try run(
        command.program, command.arguments, environment: environment, timeout: .seconds(120))
      try result.require(.exited(0), "\(step)")
    }

    let (program, arguments) = sandbox.command(
      BuiltProduct.url(named: "claviger"),
      ["--config", path("claviger.yaml"), "--no-input", "--pin-file", path("wrong"), "keys", "list"])
    let environment = self.environment
    let together = (0..<20).map { _ in
      BackgroundWork { try run(program, arguments, environment: environment, timeout: .seconds(120)) }
    }
    for process in together { try process.value(timeout: .seconds(130)).expect(.exited(4)) }
    for _ in 0..<3 { try claviger("--pin-file", path("wrong"), "status").expect(.exited(4)) }
    #expect(try wrongLogins == 1, "twenty-three processes made one try")
    // The token may have forgotten that try: openCryptoki loses a flag that is set while other processes initialise it.
    // A right PIN makes the flags what they are to be in any case.
    try claviger("keys", "list").expect(.exited(0))
    #expect(try !flags.contains("CKF_USER_PIN_COUNT_LOW"))

    try claviger("--pin-file", path("wrong-too"), "keys", "list").expect(.exited(4))
    #expect(try flags.contains("CKF_USER_PIN_COUNT_LOW"))
    try claviger("--pin-file", path("wrong-again"), "keys", "list").expect(.exited(4))
    #expect(try flags.contains("CKF_USER_PIN_FINAL_TRY"))
    try claviger("--pin-file", path("wrong-still"), "keys", "list").expect(.exited(6))
    #expect(try flags.contains("CKF_USER_PIN_FINAL_TRY"), "unconfirmed, it was not made")
    try claviger("--pin-file", path("wrong-still"), "--confirm", "prod", "keys", "list").expect(.exited(4))
    #expect(try flags.contains("CKF_USER_PIN_LOCKED"))
    let locked = try claviger("keys", "list")
    locked.expect(.exited(4))
    #expect(locked.stderr.contains("claviger token unlock"))

    let unlocked = try claviger("token", "unlock", "--so-pin-file", path("so"), "--new-pin-file", path("first"))
    unlocked.expect(.exited(0))
    #expect(try !flags.contains("CKF_USER_PIN_LOCKED"))
    #expect(
      try claviger("--pin-file", path("first"), "token", "change-pin", "--new-pin-file", path("pin")).status
        == .exited(0))
    try claviger("keys", "list").expect(.exited(0))
  }
}
