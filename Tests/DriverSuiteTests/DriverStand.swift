@testable import DriverSuite
import Foundation
import Support
import TokenSupport

/// A driver with a token that nobody else uses, and what a process needs to reach it; gone with this object.
final class DriverStand {
  let driver: DriverUnderTest
  private let environment: [String: String]
  private let sandbox: OpenCryptokiSandbox?
  /// What the token lies in, or is served by.
  private let ground: [any Sendable]

  init(_ name: DriverName) throws {
    var environment: [String: String] = [:]
    var sandbox: OpenCryptokiSandbox?
    switch name {
    case .softHSM:
      let softHSM = try SoftHSMDirectory()
      driver = DriverUnderTest(
        name: name, module: SoftHSMDirectory.modulePath, token: "suite", pin: "1234", soPIN: "12345678",
        factorySOPIN: "12345678")
      environment = softHSM.environment
      ground = [softHSM]
    case .nss:
      let nss = try NSSToken()
      driver = DriverUnderTest(
        name: name, module: NSSToken.modulePath, initialize: nss.initialize, token: NSSToken.label,
        pin: NSSToken.pin, soPIN: "12345678")
      ground = [nss]
    case .openCryptoki:
      sandbox = try OpenCryptokiSandbox()
      driver = DriverUnderTest(
        name: name, module: OpenCryptokiSandbox.modulePath, token: "suite", pin: "1234", soPIN: "12345678",
        factorySOPIN: OpenCryptokiSandbox.factorySOPIN)
      ground = []
    case .remote:
      let softHSM = try SoftHSMDirectory()
      try softHSM.initializeToken(label: "suite", pin: "1234", soPIN: "12345678")
      let socket = softHSM.directory.url("socket").path
      let server = try RemoteServer(
        socket: socket, provider: SoftHSMDirectory.modulePath, environment: softHSM.environment)
      driver = DriverUnderTest(
        name: name, module: RemoteServer.clientPath, token: "suite", pin: "1234", soPIN: "12345678")
      environment = ["P11_KIT_SERVER_ADDRESS": "unix:path=\(socket)"]
      ground = [softHSM, server]
    }
    self.environment = environment
    self.sandbox = sandbox
  }

  /// Runs the suite's program to its end.
  ///
  /// - Parameter input: what it reads; it writes a record a line.
  func run<Record: Decodable>(
    _ arguments: [String] = [], input: some Encodable, timeout: Duration
  ) throws -> [Record] {
    let suite = BuiltProduct.url(named: "DriverSuite")
    let command = sandbox?.command(suite, arguments) ?? (program: suite, arguments: arguments)
    let result = try Support.run(
      command.program, command.arguments,
      environment: environment.merging(TestEnvironment.leavingLeaksAside) { first, _ in first },
      input: try JSONEncoder().encode(input), timeout: timeout)
    guard result.status == .exited(0) else {
      throw SupportError("\(driver.name.rawValue): \(result.status) after \(result.stdout) \(result.stderr)")
    }
    return try result.output.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Record.self, from: $0)
    }
  }
}
