@testable import DriverSuite
import Foundation
import Support
import Testing
import TokenSupport

/// docs/drivers.md says what the suite finds now. `scripts/driver-table` writes it.
@Suite struct DriverDocumentTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("docs/drivers.md")
  private static let isWriting = ProcessInfo.processInfo.environment["CLAVIGER_WRITE_DRIVER_TABLE"] == "1"

  @Test(.enabled(if: !isWriting), arguments: DriverName.allCases)
  func `the table in docs/drivers.md is up to date`(_ driver: DriverName) async throws {
    guard driver != .openCryptoki || OpenCryptokiSandbox.obstacle == nil || NotRun.isForbidden else { return }
    let table = DriverTable(records: [driver: try await SuiteRuns.shared.records(of: driver)])
    let document = try String(contentsOf: Self.file, encoding: .utf8)
    let column = DriverTable.column(driver, in: document)
    guard column[Check.libraryVersion] == table.cell(Check.libraryVersion, driver) else {
      // Another version may differ in other ways; that is no fault of the table.
      return NotRun.note("docs/drivers.md was made with another version of \(driver.rawValue) than the one here")
    }
    for check in Check.all.map(\.name) {
      #expect(column[check] == table.cell(check, driver), "\(check): run scripts/driver-table")
    }
    for line in table.differences(of: driver) {
      #expect(document.contains(line + "\n"), "\(driver.rawValue): run scripts/driver-table")
    }
  }

  @Test func `the examples in docs/drivers.md are configurations`() throws {
    let document = try String(contentsOf: Self.file, encoding: .utf8)
    let examples = document.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(examples.count == DriverName.allCases.count)
    for example in examples {
      let folder = try TemporaryDirectory()
      try folder.write("", to: "softhsm2.conf")
      try folder.write("", to: "nss/key4.db")
      let configuration = try folder.write(example, to: "claviger.yaml")
      let result = try run(
        BuiltProduct.url(named: "claviger"), ["--config", configuration.path, "config", "check"])
      result.expect(.exited(0), "\(example)")
    }
  }

  @Test(.enabled(if: isWriting)) func `the table is written`() async throws {
    var records: [DriverName: [CheckRecord]] = [:]
    for driver in DriverName.allCases { records[driver] = try await SuiteRuns.shared.records(of: driver) }
    let document = try String(contentsOf: Self.file, encoding: .utf8)
    let begin = try #require(document.range(of: DriverTable.begin + "\n"), "docs/drivers.md has no place for it")
    let end = try #require(document.range(of: DriverTable.end), "docs/drivers.md has no place for it")
    let table = DriverTable(records: records).markdown()
    let written = document[..<begin.upperBound] + table + "\n" + document[end.lowerBound...]
    try Data(written.utf8).write(to: Self.file, options: .atomic)
  }
}
