internal import Cryptoki
internal import Foundation
public import HSM

extension KeyStore {
  /// Tries a driver, and keeps what came of it. What a cancelled trial did not come to is kept as not tried.
  public func runTrial(
    on connection: Connection, isFull: Bool, reason: String? = nil, isCancelled: () -> Bool = { false },
    report: ([TrialRow]) -> Void = { _ in }
  ) throws(KeyStoreError) -> TrialReport {
    guard let instance = connection.trialInstance else {
      throw KeyStoreError(
        HSMError(.notConnected, "driver \(connection.driver.name) is not connected", remedy: "connect it first"))
    }
    let target = "driver \(connection.driver.name), token \(instance.token.label), serial \(instance.token.serial)"
    let rows = try store.audited("trial", target, to: isFull ? "full" : nil, reason: reason) { () throws(HSMError) in
      try connection.runTrial(isFull: isFull, isCancelled: isCancelled, report: report)
    }
    let made = TrialReport(instance: instance, at: Date(), rows: rows)
    try store.keep(made, of: connection.driver.name)
    return made
  }

  /// Tries a driver where no trial is kept of its library and token as they are now.
  ///
  /// - Returns: the trial that is kept.
  public func trialIfNew(
    on connection: Connection, reason: String? = nil, isCancelled: () -> Bool = { false },
    report: ([TrialRow]) -> Void = { _ in }
  ) throws(KeyStoreError) -> TrialReport? {
    guard let instance = connection.trialInstance else { return nil }
    if let kept = try store.trial(of: connection.driver.name, instance), !kept.rows.contains(where: \.wasSkipped) {
      return kept
    }
    guard !connection.driver.useCases.isDisjoint(with: [.protect, .generate]) else { return nil }
    return try runTrial(on: connection, isFull: false, reason: reason, isCancelled: isCancelled, report: report)
  }

  /// Refuses an export that the driver's trial refuted: all of RSA by its trial with RSA-2048, all curves by P-256's.
  func refuseIfRefuted(_ export: PairExport, on connection: Connection) throws(KeyStoreError) {
    guard let instance = connection.trialInstance,
      let kept = try store.trial(of: connection.driver.name, instance)
    else { return }
    let first: KeyKind = export.kind.keyType == .CKK_RSA ? .rsa(bits: 2048) : .curve(.p256)
    guard let reason = kept.refutation(of: "export \(export.kind.name)") ?? kept.refutation(of: "export \(first.name)")
    else { return }
    throw KeyStoreError(
      HSMError(
        .refused,
        "driver \(connection.driver.name) cannot bring an \(export.kind.name) pair out: its trial failed: \(reason)",
        remedy: "`claviger drivers trial \(connection.driver.name)` tries it again"))
  }
}

extension TrialRow {
  fileprivate var wasSkipped: Bool { result == .notTried }
}
