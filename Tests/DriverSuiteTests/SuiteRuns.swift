@testable import DriverSuite
import Foundation
import Support
import TokenSupport

/// The runs of the suite, one a driver, whoever asks first.
actor SuiteRuns {
  static let shared = SuiteRuns()

  private var runs: [DriverName: Task<[CheckRecord], any Error>] = [:]

  /// The same for all drivers.
  private static let outsideKeys = Result {
    try [2048, 3072, 4096].reduce(into: [:]) { $0[$1] = try OutsideKey(generating: .rsa(bits: $1)).pkcs8() }
  }

  func records(of driver: DriverName) async throws -> [CheckRecord] {
    let task = runs[driver] ?? Task.detached { try Self.run(driver) }
    runs[driver] = task
    return try await task.value
  }

  /// Sets a token up and runs the suite on it, to its end.
  private static func run(_ driver: DriverName) throws -> [CheckRecord] {
    switch driver {
    case .softHSM:
      let softHSM = try SoftHSMDirectory()
      let driver = DriverUnderTest(
        name: driver, module: SoftHSMDirectory.modulePath, token: "suite", pin: "1234", soPIN: "12345678",
        factorySOPIN: "12345678")
      return try start(driver, softHSM.environment)
    case .nss:
      let nss = try NSSToken()
      let driver = DriverUnderTest(
        name: driver, module: NSSToken.modulePath, initialize: nss.initialize, token: NSSToken.label,
        pin: NSSToken.pin, soPIN: "12345678")
      return try start(driver)
    case .openCryptoki:
      let sandbox = try OpenCryptokiSandbox()
      let driver = DriverUnderTest(
        name: driver, module: OpenCryptokiSandbox.modulePath, token: "suite", pin: "1234", soPIN: "12345678",
        factorySOPIN: OpenCryptokiSandbox.factorySOPIN)
      return try start(driver, in: sandbox)
    case .remote:
      let softHSM = try SoftHSMDirectory()
      try softHSM.initializeToken(label: "suite", pin: "1234", soPIN: "12345678")
      let socket = softHSM.directory.url("socket").path
      let server = try RemoteServer(
        socket: socket, provider: SoftHSMDirectory.modulePath, environment: softHSM.environment)
      let driver = DriverUnderTest(
        name: driver, module: RemoteServer.clientPath, token: "suite", pin: "1234", soPIN: "12345678")
      return try withExtendedLifetime(server) {
        try start(driver, ["P11_KIT_SERVER_ADDRESS": "unix:path=\(socket)"])
      }
    }
  }

  private static func start(
    _ driver: DriverUnderTest, _ environment: [String: String] = [:], in sandbox: OpenCryptokiSandbox? = nil
  ) throws -> [CheckRecord] {
    var driver = driver
    driver.outsideKeys = try outsideKeys.get()
    let suite = BuiltProduct.url(named: "DriverSuite")
    let command = sandbox?.command(suite) ?? (program: suite, arguments: [])
    let result = try Support.run(
      command.program, command.arguments,
      environment: environment.merging(TestEnvironment.leavingLeaksAside) { first, _ in first },
      input: try JSONEncoder().encode(driver),
      timeout: .seconds(120))
    guard result.status == .exited(0) else {
      throw SupportError("\(driver.name.rawValue): \(result.status) after \(result.stdout) \(result.stderr)")
    }
    return try result.output.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(CheckRecord.self, from: $0)
    }
  }
}
