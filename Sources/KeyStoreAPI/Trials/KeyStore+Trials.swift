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
  /// - Returns: the trial that is kept; nil where none is made of such a driver.
  public func trialIfNew(
    on connection: Connection, reason: String? = nil, isCancelled: () -> Bool = { false },
    report: ([TrialRow]) -> Void = { _ in }
  ) throws(KeyStoreError) -> TrialReport? {
    guard try isNew(connection) else { return try trial(on: connection) }
    return try runTrial(on: connection, isFull: false, reason: reason, isCancelled: isCancelled, report: report)
  }

  /// Whether a driver is configured for what a first trial tries, and no whole trial is kept of its library and token as
  /// they are now.
  public func isNew(_ connection: Connection) throws(KeyStoreError) -> Bool {
    guard connection.trialInstance != nil, !connection.driver.useCases.isDisjoint(with: [.protect, .generate]) else {
      return false
    }
    return try trial(on: connection).map { $0.rows.contains(where: \.wasSkipped) } ?? true
  }

  /// Refuses an export that the driver's trial refuted: all of RSA by its trial with RSA-2048, all curves by P-256's.
  func refuseIfRefuted(_ export: PairExport, on connection: Connection) throws(KeyStoreError) {
    let first: KeyKind = export.kind.keyType == .CKK_RSA ? .rsa(bits: 2048) : .curve(.p256)
    guard let kept = try trial(on: connection),
      let reason = kept.refutation(of: .export(export.kind)) ?? kept.refutation(of: .export(first))
    else { return }
    throw refutedError("bring an \(export.kind.name) pair out", reason, connection)
  }

  /// Refuses to make a pair that the driver's trial failed to make and use.
  func refuseIfRefuted(_ kind: KeyKind, on connection: Connection) throws(KeyStoreError) {
    guard let reason = try trial(on: connection)?.refutation(of: .hardware(kind)) else { return }
    throw refutedError("make an \(kind.name) pair", reason, connection)
  }

  /// Why the driver's trial showed that it cannot protect; nil where it can, or was not tried.
  func protectionRefutation(on connection: Connection) throws(KeyStoreError) -> String? {
    try trial(on: connection)?.refutation(of: .protect)
  }

  /// The trial of a driver with its library and token as they are now.
  private func trial(on connection: Connection) throws(KeyStoreError) -> TrialReport? {
    guard let instance = connection.trialInstance else { return nil }
    return try store.trial(of: connection.driver.name, instance)
  }

  private func refutedError(_ what: String, _ reason: String, _ connection: Connection) -> KeyStoreError {
    KeyStoreError(
      HSMError(
        .refused, "driver \(connection.driver.name) cannot \(what): its trial failed: \(reason)",
        remedy: "`claviger drivers trial \(connection.driver.name)` tries it again"))
  }
}

extension TrialRow {
  fileprivate var wasSkipped: Bool { result == .notTried }
}
