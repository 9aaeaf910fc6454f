@testable import DriverSuite
import Support
import Testing
import TokenSupport

/// Pairs of each kind leave the token of each driver by that driver's own mechanism, and openssl opens every one.
@Suite struct DriverExportTests {
  private static let runs =
    ["rsa-2048", "rsa-3072", "rsa-4096"].map { ExportOrder.Run(kind: $0, count: 1) } + [
      ExportOrder.Run(kind: "ec-p256", count: 3), ExportOrder.Run(kind: "ec-p384", transportBits: 3072, count: 2),
      ExportOrder.Run(kind: "ec-p521", transportBits: 3072, count: 2),
    ]

  @Test(arguments: [DriverName.softHSM, .nss])
  func `every pair leaves whole, and leaves nothing behind`(_ driver: DriverName) throws {
    try ExportedPairs(of: driver, Self.runs, timeout: .seconds(180)).expectWhole()
  }

  @Test(.enabled(if: OpenCryptokiSandbox.canRun("DriverExportTests on openCryptoki")))
  func `every pair leaves openCryptoki whole, and leaves nothing behind`() throws {
    try ExportedPairs(of: .openCryptoki, Self.runs, timeout: .seconds(180)).expectWhole()
  }
}
