@testable import DriverSuite
import Foundation
import Support
import Testing
import TokenSupport

/// One suite on four drivers, each in a process of its own.
@Suite struct DriverSuiteTests {
  @Test(arguments: [DriverName.softHSM, .nss, .remote])
  func `every check passes, or differs as is known`(_ driver: DriverName) async throws {
    try await expectNoFailure(driver)
  }

  @Test(.enabled(if: OpenCryptokiSandbox.canRun("DriverSuiteTests on openCryptoki")))
  func `every check passes on openCryptoki, or differs as is known`() async throws {
    try await expectNoFailure(.openCryptoki)
  }

  private func expectNoFailure(_ driver: DriverName) async throws {
    let records = try await SuiteRuns.shared.records(of: driver)
    for record in records where record.outcome == .failed {
      Issue.record("\(driver.rawValue): \(record.check): \(record.detail ?? "")")
    }
    #expect(records.map(\.check) == Check.all.map(\.name), "checks are missing: the suite ended early")
  }
}
