@testable import DriverSuite
import Support
import Testing
import TokenSupport

/// A hundred pairs of each kind, or fewer where a soak has fewer rounds, and a tenth of that under the transport keys
/// that the longer curves ask for. More rounds make no more pairs: keys of RSA take seconds each, transports minutes.
@Suite(.serialized, .enabled(if: Soaking.rounds > 0, "scripts/soak runs it"))
struct ExportSoakTests {
  private static let runs: [ExportOrder.Run] = {
    let count = min(Soaking.rounds, 100)
    let strong = (count + 9) / 10
    return ["rsa-2048", "rsa-3072", "rsa-4096", "ec-p256"].map { ExportOrder.Run(kind: $0, count: count) }
      + ["ec-p384", "ec-p521"].flatMap {
        [
          ExportOrder.Run(kind: $0, transportBits: 3072, count: count), ExportOrder.Run(kind: $0, count: strong),
        ]
      }
  }()

  @Test(arguments: [DriverName.softHSM, .nss])
  func `a hundred pairs of each kind leave whole`(_ driver: DriverName) throws {
    try ExportedPairs(of: driver, Self.runs, timeout: .seconds(7200)).expectWhole()
  }

  @Test(.enabled(if: OpenCryptokiSandbox.canRun("ExportSoakTests on openCryptoki")))
  func `a hundred pairs of each kind leave openCryptoki whole`() throws {
    try ExportedPairs(of: .openCryptoki, Self.runs, timeout: .seconds(7200)).expectWhole()
  }
}
