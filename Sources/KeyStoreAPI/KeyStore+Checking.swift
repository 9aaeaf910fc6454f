internal import Cryptoki
internal import Foundation
public import HSM

/// A reference tried against the tokens: what came of it, and the key where it was found.
public struct ReferenceCheck: Sendable, Hashable {
  public let result: CheckResult
  public let key: KeyObject?
  /// What stood in the way, where something did.
  public let detail: String?
}

extension KeyStore {
  /// Tries every default against its cryptogram and remembers what came of each.
  ///
  /// One bad key stops nothing: each scope has a result of its own.
  ///
  /// - Parameter recording: false leaves no trace in the store.
  public func checkDefaults(
    recording: Bool = true, progress: (DefaultKey, ReferenceCheck) -> Void = { _, _ in }
  ) throws(KeyStoreError) -> [(default: DefaultKey, check: ReferenceCheck)] {
    var results: [(default: DefaultKey, check: ReferenceCheck)] = []
    // Where the sealing key cannot be had now, the rows say that their seals were not looked at.
    try? store.holdSeal()
    for row in try store.listDefaults() {
      let check = check(row.key, for: row.scope)
      let now = Date()
      if recording { try store.recordCheck(row.scope, check.result, at: now, of: row.state) }
      let checked = row.with(DefaultKey.Check(result: check.result, at: now))
      results.append((checked, check))
      progress(checked, check)
    }
    return results
  }

  /// Finds the key that a reference means, by label and type, and proves it by the cryptogram; where no label fits, by
  /// CKA_ID.
  public func check(_ reference: KeyReference, for scope: Scope) -> ReferenceCheck {
    let candidates = connections.filter { $0.status.token == reference.token }
    var unreachable: ReferenceCheck?
    for connection in candidates {
      do {
        return try find(reference, for: scope, on: connection)
      } catch {
        guard [.notConnected, .stuck, .loginNeeded, .noToken, .pinRefused, .pinLocked].contains(error.code) else {
          return ReferenceCheck(result: .unable, key: nil, detail: error.message)
        }
        // Another driver may have the same token.
        unreachable = unreachable ?? ReferenceCheck(result: .unreachable, key: nil, detail: error.message)
      }
    }
    return unreachable
      ?? ReferenceCheck(
        result: .unreachable, key: nil, detail: "no connected driver has token \(Name.printable(reference.token.label))"
      )
  }

  private func find(
    _ reference: KeyReference, for scope: Scope, on connection: Connection
  ) throws(HSMError) -> ReferenceCheck {
    let template: Template = [
      .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .number(reference.keyType),
      .CKA_LABEL: .bytes(reference.label),
    ]
    let named = try connection.listObjects(matching: template)
    let (byLabel, obstacle) = try firstProved(named, reference, for: scope, on: connection)
    if let byLabel { return ReferenceCheck(result: .proved, key: byLabel, detail: nil) }
    if !reference.id.isEmpty {
      let sameID = try connection.listObjects(matching: [
        .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .number(reference.keyType),
        .CKA_ID: .bytes(reference.id),
      ])
      if let renamed = try firstProved(sameID, reference, for: scope, on: connection).0 {
        return ReferenceCheck(
          result: .renamed, key: renamed, detail: "its label is now \(renamed.printableLabel)")
      }
    }
    if let obstacle {
      // Of several that have the name, one that cannot be tried may be the one that was meant.
      return named.count > 1
        ? ReferenceCheck(
          result: .ambiguous, key: nil,
          detail: "\(named.count) keys have this label, and not all can be tried: \(obstacle)")
        : ReferenceCheck(result: .unable, key: nil, detail: obstacle)
    }
    if named.isEmpty { return ReferenceCheck(result: .missing, key: nil, detail: "no key has this label or id") }
    return ReferenceCheck(
      result: .wrongKey, key: nil,
      detail: named.count == 1
        ? "the key of this label is another one"
        : "none of \(named.count) keys of this label is the one that was chosen")
  }

  /// The first key that passes; several are true copies, and any of them serves.
  private func firstProved(
    _ keys: [KeyObject], _ reference: KeyReference, for scope: Scope, on connection: Connection
  ) throws(HSMError) -> (KeyObject?, obstacle: String?) {
    var obstacle: String?
    for key in keys {
      do {
        let passes = try connection.withSession(couldNot: "key \(key.printableLabel) could not be tried") {
          (session) throws(CryptokiError) in
          try reference.cryptogram.isMadeBy(
            ObjectHandle(rawValue: key.handle), in: session, for: scope)
        }
        if passes { return (key, nil) }
      } catch let error where error.code == .failed {
        // The token refuses this key; another of the same label may still be the one.
        obstacle = error.cause.map { "\(error.message) (\($0))" } ?? error.message
      }
    }
    return (nil, obstacle)
  }
}
