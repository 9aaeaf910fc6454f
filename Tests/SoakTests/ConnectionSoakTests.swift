@testable import DriverSoak
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// Threads at work while what they work with is taken away and given back, as often as `scripts/soak` says.
@Suite(.serialized, .enabled(if: Soaking.rounds > 0, "scripts/soak runs it"))
struct ConnectionSoakTests {
  private static let threads = 16

  @Test func `threads sign while p11-kit's server and workers are killed and started again`() throws {
    let token = try KeptToken()
    let socket = token.softHSM.directory.url("socket").path
    let server = try RemoteServer(
      socket: socket, provider: SoftHSMDirectory.modulePath, environment: token.softHSM.environment)
    let soaked = try SoakedProcess(
      SoakedDriver(
        module: RemoteServer.clientPath, token: KeptToken.label, pin: KeptToken.pin, work: .signing,
        threads: Self.threads), ["P11_KIT_SERVER_ADDRESS": "unix:path=\(socket)"])
    for _ in 0..<Soaking.rounds {
      let before = soaked.report
      try server.stop()
      try soaked.wait("loss") { $0.state == .reconnecting || $0.generation > before?.generation ?? 0 }
      try token.mend()
      try server.start()
      try soaked.waitUntilWell(after: before)
    }
    try soaked.finish(threads: Self.threads)
  }

  @Test func `threads encrypt and decrypt while SoftHSM's folder is moved away and back`() throws {
    let token = try KeptToken()
    let soaked = try SoakedProcess(
      SoakedDriver(
        module: SoftHSMDirectory.modulePath, token: KeptToken.label, pin: KeptToken.pin, work: .encrypting,
        threads: Self.threads), token.softHSM.environment)
    try move(token.softHSM.directory.url("tokens"), under: soaked)
    try soaked.finish(threads: Self.threads)
  }

  @Test func `threads encrypt and decrypt while NSS's database is moved away and back`() throws {
    let nss = try NSSToken()
    let soaked = try SoakedProcess(
      SoakedDriver(
        module: NSSToken.modulePath, initialize: nss.initialize, token: NSSToken.label, pin: NSSToken.pin,
        work: .encrypting, threads: Self.threads))
    try move(nss.directory, under: soaked, staysWell: true)
    try soaked.finish(threads: Self.threads)
  }

  @Test(.enabled(if: OpenCryptokiSandbox.canRun("ConnectionSoakTests on openCryptoki")))
  func `threads encrypt and decrypt while openCryptoki's daemon is killed and started again`() throws {
    let sandbox = try OpenCryptokiSandbox()
    let soaked = try SoakedProcess(
      SoakedDriver(
        module: OpenCryptokiSandbox.modulePath, token: "soaked", pin: "7391",
        factorySOPIN: OpenCryptokiSandbox.factorySOPIN, work: .encrypting, threads: Self.threads), in: sandbox)
    for _ in 0..<Soaking.rounds {
      let before = soaked.report
      try sandbox.killDaemon()
      // Its clients go on without it; only who comes anew misses it.
      try soaked.order(.reconnect)
      try soaked.wait("loss") { $0.state == .reconnecting }
      try sandbox.startDaemon()
      try soaked.waitUntilWell(after: before)
    }
    try soaked.finish(threads: Self.threads)
  }

  /// - Parameter staysWell: the driver goes on with the files that it has open, and only misses them when it is started
  ///   anew.
  private func move(_ folder: URL, under soaked: SoakedProcess, staysWell: Bool = false) throws {
    let away = folder.appendingPathExtension("away")
    for _ in 0..<Soaking.rounds {
      let before = soaked.report
      try FileManager.default.moveItem(at: folder, to: away)
      if staysWell { try soaked.order(.reconnect) }
      try soaked.wait("loss") { $0.state == .reconnecting || $0.generation > before?.generation ?? 0 }
      try FileManager.default.moveItem(at: away, to: folder)
      try soaked.waitUntilWell(after: before)
    }
  }
}
