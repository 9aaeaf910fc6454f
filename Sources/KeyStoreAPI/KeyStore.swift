public import Cryptoki
internal import Foundation
public import HSM

/// The key store: which key protects what, proved on the token and kept in the store. Any thread may use it.
public final class KeyStore: Sendable {
  public let store: Store
  public let connections: [Connection]
  /// Whether a default whose key is past its end still protects what is new.
  public let protectsAfterEndDate: Bool
  let keys = KeyRing()

  /// - Parameters:
  ///   - connections: connected by the caller, before or after.
  ///   - protectsAfterEndDate: false refuses new protection by a key that is past its CKA_END_DATE. What it protects
  ///     already opens in any case.
  public init(store: Store, connections: [Connection], protectsAfterEndDate: Bool = true) {
    self.store = store
    self.connections = connections
    self.protectsAfterEndDate = protectsAfterEndDate
  }

  /// Wipes what is kept in memory of a driver's keys; to be called when it is logged out.
  public func forgetKeys(of driver: String) { keys.forget(driver: driver) }

  /// The day it is, UTC.
  public static var today: CKDate { CKDate(secondsSince1970: Int(Date().timeIntervalSince1970)) }

  /// What the rules about keys look at, asked of the token of a driver.
  public func ground(on connection: Connection) throws(HSMError) -> ProtectionGround {
    ProtectionGround(
      useCases: connection.driver.useCases,
      offersMechanism: try connection.offers(.CKM_AES_CBC_PAD, for: [.CKF_ENCRYPT, .CKF_DECRYPT]),
      today: Self.today,
      // Whoever chooses a key needs the store for more than this, and hears then that it cannot be read.
      refutation: try? protectionRefutation(on: connection))
  }

  /// Makes a key the default of a scope.
  ///
  /// The key is read anew, held against the rules, and proved by a cryptogram; only then one transaction stores it.
  /// Where anything fails, the store is as it was.
  ///
  /// - Throws: `KeyStoreError`: the key is not eligible, the token refused, or the scope changed meanwhile.
  @discardableResult
  public func setDefault(
    _ scope: Scope, to key: KeyObject, on connection: Connection, reason: String? = nil
  ) throws(KeyStoreError) -> DefaultKey {
    let expected = try store.state(of: scope)
    let reference = try prove(key, on: connection, for: scope)
    return try store.setDefault(scope, to: reference, ifUnchangedFrom: expected, reason: reason)
  }

  /// Proves that a key can protect, and makes the reference that names it for good.
  public func prove(
    _ key: KeyObject, on connection: Connection, for scope: Scope
  ) throws(KeyStoreError) -> KeyReference {
    let (now, cryptogram): (KeyObject, Result<Cryptogram, Ineligibility>)
    do {
      let ground = try ground(on: connection)
      (now, cryptogram) = try connection.withSession(
        couldNot: "cannot use key \(key.printableLabel)"
      ) { (session) throws(CryptokiError) in
        let handle = try connection.handle(of: key, in: session)
        let now = try KeyObject(key, readAnew: handle, on: connection, in: session)
        if let reason = now.ineligibility(on: ground) { return (now, .failure(reason)) }
        return (now, .success(try Cryptogram(provedBy: handle, in: session, for: scope)))
      }
    } catch {
      throw KeyStoreError(error)
    }
    switch cryptogram {
    case .failure(let reason):
      throw KeyStoreError(
        .refused, "cannot use key \(key.printableLabel): \(reason.words)",
        remedy: "choose another key: those that may protect are listed by the picker")
    case .success(let cryptogram):
      return KeyReference(
        token: now.token, label: now.label, keyType: KeyType.CKK_AES.rawValue, id: now.id,
        cryptogram: cryptogram)
    }
  }
}

extension Ineligibility: Error {}

extension KeyObject {
  /// The label fit for one line of a message.
  public var printableLabel: String { Name.printable(labelText) }
}

extension KeyStoreError {
  /// An HSM's failure, seen from the key store.
  public init(_ error: HSMError) {
    self.init(.hsm, error.message, remedy: error.remedy, cause: error.cause?.description)
    hsm = error
  }
}
