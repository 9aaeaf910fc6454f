internal import Cryptoki
internal import Foundation
internal import GRDB

extension Store {
  /// Takes the seal into memory, where one is configured.
  ///
  /// - Throws: `KeyStoreError`: what keeps the sealing key from being used.
  public func holdSeal() throws(KeyStoreError) { try sealing?.hold() }

  /// Begins to seal the audit log, from the next entry on. What stands before it is taken as it is.
  ///
  /// - Returns: the number of the first sealed entry.
  @discardableResult
  public func beginSealing(reason: String? = nil) throws(KeyStoreError) -> Int64 {
    let task = "begin to seal the store"
    return try change(task) { database, seal in
      guard let seal else {
        throw KeyStoreError(
          .refused, "cannot \(task): the configuration has no seal", remedy: "name an AES key under `seal:`")
      }
      let first = (try AuditLog.head(database)?.sequence ?? 0) + 1
      try SealRow.write(first: first, head: nil, seal, database)
      return Change(
        value: first,
        entry: AuditDraft(
          action: "begin-seal", target: "audit log from entry \(first)",
          to: "key of fingerprint \(hexadecimal(seal.fingerprint.prefix(8)))", reason: reason))
    }
  }

  /// Gives a default the seal that it lacks, as it stands.
  func confirmDefault(
    _ scope: Scope, ifUnchangedFrom expected: ScopeState, reason: String?
  ) throws(KeyStoreError) -> DefaultKey {
    let scope = scope.canonical
    let task = "confirm the default of \(scope)"
    return try change(task) { database, seal in
      guard let seal else {
        throw KeyStoreError(
          .refused, "cannot \(task): the configuration has no seal", remedy: "only a sealed store needs it")
      }
      guard let row = try DefaultRows.one(scope, database), row.state == expected else {
        throw Self.changedMeanwhile(task)
      }
      return Change(
        value: row.with(.sealed),
        entries: [
          AuditDraft(
            action: "confirm-default", target: scope.description,
            from: try DefaultRows.bears(seal, row, database) ? "sealed" : "not sealed", to: row.key.description,
            reason: reason)
        ], sealing: [scope])
    }
  }

  /// Throws where a seal is configured and the default does not bear it, or where one that goes before it was taken away:
  /// what anybody could have done to the table decides on no key.
  func requireSealed(
    _ reference: KeyReference, for scope: Scope, passing passed: [Scope]
  ) throws(KeyStoreError) {
    guard let sealing else { return }
    let seal = try sealing.hold()
    try read("use the default of \(scope)") { database in
      for gone in passed where try AuditLog.lastWord(on: gone, database) != nil {
        guard try DefaultRows.one(gone, database) == nil else { continue }
        throw KeyStoreError(
          .refused, "the default of \(gone) is gone, and nothing says that it was cleared",
          remedy: "look at the audit log, and set it anew; where none is meant to be there, clear it then")
      }
      // Where it was changed meanwhile, the transaction that follows finds out.
      guard let row = try DefaultRows.one(scope, database), row.key == reference else { return }
      let why: String
      if try !DefaultRows.bears(seal, row, database) {
        why = "does not bear the store's seal: it was written by someone else, or before there was a seal"
      } else if try !reference.isNamed(by: AuditLog.lastWord(on: scope, database)) {
        why = "is an older one that was put back: the audit log has another"
      } else {
        return
      }
      throw KeyStoreError(
        .refused, "the default of \(scope) \(why)",
        remedy: "look at it and at the audit log, then `claviger defaults confirm`, or set it anew")
    }
  }

  /// How defaults stand to the seal, as far as this process can tell without asking a token.
  func withSealStates(_ rows: [DefaultKey]) throws(KeyStoreError) -> [DefaultKey] {
    guard let sealing else { return rows }
    guard let seal = sealing.held else { return rows.map { $0.with($0.mac == nil ? .unconfirmed : .notChecked) } }
    return try read("look at the seals of defaults") { database in
      try rows.map { $0.with(try DefaultRows.bears(seal, $0, database) ? .sealed : .unconfirmed) }
    }
  }
}

extension DefaultKey {
  func with(_ check: Check) -> DefaultKey {
    DefaultKey(scope: scope, key: key, checked: check, setAt: setAt, mac: mac).with(seal)
  }

  func with(_ seal: SealState) -> DefaultKey {
    var copy = self
    copy.seal = seal
    return copy
  }
}
