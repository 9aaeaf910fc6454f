@testable import DriverSuite
import Foundation

/// What the suite found, as docs/drivers.md shows it: a row a check, a column a driver, and what differs.
struct DriverTable {
  let records: [DriverName: [CheckRecord]]

  static let begin = "<!-- The table: scripts/driver-table writes from here -->"
  static let end = "<!-- to here. -->"

  func markdown() -> String {
    "\n" + CheckGroup.allCases.map(table).joined(separator: "\n") + "\n### What differs\n"
      + DriverName.allCases.map { driver in
        let lines = differences(of: driver)
        return lines.isEmpty ? "" : "\n**\(driver.rawValue)**\n\n" + lines.joined(separator: "\n") + "\n"
      }.joined()
  }

  private func table(_ group: CheckGroup) -> String {
    let checks = Check.all.filter { $0.group == group }
    let header = "| \(group.rawValue) | " + DriverName.allCases.map(\.rawValue).joined(separator: " | ") + " |\n"
    let rule = "|---|" + DriverName.allCases.map { _ in "---|" }.joined() + "\n"
    return header + rule
      + checks.map { check in
        "| \(check.name) | " + DriverName.allCases.map { cell(check.name, $0) ?? "" }.joined(separator: " | ") + " |\n"
      }.joined()
  }

  /// What a driver's column says of a check; nil when it was not run.
  func cell(_ check: String, _ driver: DriverName) -> String? {
    guard let record = records[driver]?.first(where: { $0.check == check }) else { return nil }
    switch record.outcome {
    case .passed: return record.detail ?? "yes"
    case .notOffered: return "–"
    case .differs: return "differs"
    case .failed: return "FAILED"
    }
  }

  /// A line for each difference of a driver; those with one meaning share it.
  func differences(of driver: DriverName) -> [String] {
    let records = records[driver]?.filter { $0.outcome == .differs } ?? []
    var meanings: [String] = []
    for record in records where !meanings.contains(record.meaning ?? "") { meanings.append(record.meaning ?? "") }
    return meanings.map { meaning in
      let sharing = records.filter { $0.meaning == meaning }
      let checks = sharing.map { "*\($0.check)*: \($0.detail ?? "")" }.joined(separator: "; ")
      return "- \(checks). \(meaning)"
    }
  }

  /// The cells of a column in a document, by check.
  static func column(_ driver: DriverName, in document: String) -> [String: String] {
    var column: [String: String] = [:]
    for line in document.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
      guard cells.count == DriverName.allCases.count + 1, let index = DriverName.allCases.firstIndex(of: driver)
      else { continue }
      column[cells[0]] = cells[index + 1]
    }
    return column
  }
}
