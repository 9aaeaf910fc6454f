internal import Cryptoki
internal import Foundation
public import HSM

/// What moving references from one token to another touches.
public struct Rebinding: Sendable, Hashable, Codable {
  public let defaults: Int
  public let secrets: Int
  /// The keys that were found and proved on the other token.
  public let keys: [KeyIdentity]
}

extension KeyStore {
  /// Moves all references to a token to another that holds the same keys, such as a restored or replaced HSM. Nothing
  /// is encrypted anew.
  ///
  /// Every key is sought on the new token and known by its fingerprint; defaults by their cryptograms too, decrypted and
  /// compared. All or nothing: where one key is lacking, the store is as it was.
  ///
  /// - Parameters:
  ///   - old: the token as the references name it.
  ///   - connection: a connected driver of the new one.
  ///   - isDryRun: proves everything and writes nothing.
  /// - Throws: `KeyStoreError`: `notFound` naming the key that the new token lacks.
  @discardableResult
  public func rebind(
    from old: TokenIdentity, to connection: Connection, isDryRun: Bool = false, reason: String? = nil
  ) throws(KeyStoreError) -> Rebinding {
    guard let token = connection.status.token else {
      throw KeyStoreError(
        HSMError(
          .notConnected, "driver \(connection.driver.name) is not connected", remedy: "`claviger status` tells why"))
    }
    let task = "move the references from \(Name.printable(old.label)) to \(Name.printable(token.label))"
    let references = try store.references(to: old, task: task)
    guard !references.keys.isEmpty else {
      throw KeyStoreError(
        .notFound, "cannot \(task): nothing refers to \(Name.printable(old.label)), serial \(old.serial)")
    }
    var found: [[UInt8]: KeyIdentity] = [:]
    for key in references.keys {
      let held: HeldKey?
      do {
        held = try find(key, on: connection)
      } catch {
        throw KeyStoreError(error)
      }
      guard let held else {
        throw KeyStoreError(
          .notFound, "cannot \(task): it lacks the key \(key)",
          remedy: "copy or restore this key too, or move what hangs on it to another key first")
      }
      found[key.fingerprint] = held.identity
      for row in references.defaults where row.key.cryptogram.fingerprint == key.fingerprint {
        try prove(row, by: held, task: task)
      }
    }
    let keys = references.keys.compactMap { found[$0.fingerprint] }
    guard !isDryRun else {
      return Rebinding(defaults: references.defaults.count, secrets: references.secrets, keys: keys)
    }
    let counts = try store.rewrite(references, to: found, from: old, task: task, reason: reason)
    return Rebinding(defaults: counts.defaults, secrets: counts.secrets, keys: keys)
  }

  private func prove(_ row: DefaultKey, by held: HeldKey, task: String) throws(KeyStoreError) {
    let isProved: Bool
    do {
      isProved = try held.connection.withSession(couldNot: "cannot \(task)") { (session) throws(CryptokiError) in
        try row.key.cryptogram.isMadeBy(held.handle, in: session, for: row.scope)
      }
    } catch {
      throw KeyStoreError(error)
    }
    guard isProved else {
      throw KeyStoreError(
        .refused, "cannot \(task): the default of \(row.scope) is not proved by key \(held.identity)",
        remedy: "set this default again, after a look at the audit log")
    }
  }
}
