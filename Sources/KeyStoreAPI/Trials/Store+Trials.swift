public import Foundation
internal import GRDB
public import HSM

/// A trial as it is kept: what it holds for, when it was, what came of it.
public struct TrialReport: Sendable, Hashable, Codable {
  public var instance: TrialInstance
  public var at: Date
  public var rows: [TrialRow]

  public init(instance: TrialInstance, at: Date, rows: [TrialRow]) {
    self.instance = instance
    self.at = at
    self.rows = rows
  }

  /// Why a step is refuted; nil where it passed, or was not tried.
  public func refutation(of step: TrialStep) -> String? {
    rows.first { $0.step == step.name }.flatMap(\.refutation)
  }

  /// Why a use case is refuted: none of its steps passed, and one did not; nil where one passed, or none was tried.
  public func refutation(of useCase: UseCase) -> String? {
    let rows = rows.filter { $0.useCase == useCase }
    return rows.contains { $0.result == .passed } ? nil : rows.lazy.compactMap(\.refutation).first
  }
}

extension TrialRow {
  fileprivate var refutation: String? {
    guard result == .failed || result == .notOffered else { return nil }
    return detail.isEmpty ? result.rawValue : detail
  }
}

extension Store {
  /// The last trial of a driver with a library and a token of these versions; nil before one was made.
  public func trial(of driver: String, _ instance: TrialInstance) throws(KeyStoreError) -> TrialReport? {
    try lastTrial(of: driver, where: { $0 == instance })
  }

  /// The last trial of a driver, whatever its versions are by now.
  public func lastTrial(of driver: String) throws(KeyStoreError) -> TrialReport? {
    try lastTrial(of: driver, where: { _ in true })
  }

  private func lastTrial(
    of driver: String, where isWanted: (TrialInstance) -> Bool
  ) throws(KeyStoreError) -> TrialReport? {
    // Asked before anything else: a store that is not there has no trial, and looking makes none.
    guard try exists else { return nil }
    return try read("look for trials") { database in
      // A store that an older version wrote, and that is only read, has none.
      guard try database.tableExists("trial") else { return nil }
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM trial WHERE driver = ? ORDER BY at DESC, place", arguments: [driver])
      var report: TrialReport?
      for row in rows {
        let instance = TrialInstance(
          module: try row.text("module"), moduleVersion: try row.text("module_version"),
          token: TokenIdentity(
            label: try row.text("label"), serial: try row.text("serial"), manufacturer: try row.text("manufacturer"),
            model: try row.text("model")), firmware: try row.text("firmware"))
        guard isWanted(instance), report == nil || report?.instance == instance else { continue }
        guard let useCase = UseCase(rawValue: try row.text("use_case")),
          let result = TrialRow.Result(rawValue: try row.text("result"))
        else { throw row.damaged("result") }
        if report == nil { report = TrialReport(instance: instance, at: try row.time("at"), rows: []) }
        report?.rows.append(
          TrialRow(
            driver: driver, useCase: useCase, step: try row.text("step"), mechanism: try row.text("mechanism"),
            result: result, returnName: try row.textIfAny("return_name"), detail: try row.text("detail")))
      }
      return report
    }
  }

  /// Keeps a trial in the place of the driver's earlier ones.
  func keep(_ report: TrialReport, of driver: String) throws(KeyStoreError) {
    try change("keep the trial of \(driver)", seal: .whereHeld) { database in
      try database.execute(sql: "DELETE FROM trial WHERE driver = ?", arguments: [driver])
      let instance = report.instance
      for (place, row) in report.rows.enumerated() {
        try database.execute(
          sql: """
            INSERT INTO trial (driver, place, module, module_version, label, serial, manufacturer, model, firmware,
              at, use_case, step, mechanism, result, return_name, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            driver, place, instance.module, instance.moduleVersion, instance.token.label, instance.token.serial,
            instance.token.manufacturer, instance.token.model, instance.firmware, report.at.milliseconds,
            row.useCase.rawValue, row.step, row.mechanism, row.result.rawValue, row.returnName, row.detail,
          ])
      }
      return Change(value: (), entry: nil)
    }
  }
}
