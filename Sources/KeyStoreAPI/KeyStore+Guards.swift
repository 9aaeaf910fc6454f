internal import Cryptoki
public import HSM

extension KeyStore {
  /// What hangs on an object on a token: told by its fingerprint where the key may encrypt, else by all that names it.
  ///
  /// To be asked before a key is deleted, or loses CKA_ENCRYPT or CKA_DECRYPT.
  public func use(of object: KeyObject, on connection: Connection) throws(KeyStoreError) -> KeyUse {
    let named = try store.listKeyUses()
    let unused = KeyUse(
      key: KeyIdentity(
        token: object.token, label: object.label, keyType: object.keyType?.rawValue ?? 0, id: object.id,
        fingerprint: []), defaults: [], secrets: 0)
    guard object.objectClass == .CKO_SECRET_KEY, object.keyType == .CKK_AES else { return unused }
    let byName = named.filter { $0.mayMean(object) }
    let fingerprint: [UInt8]?
    do {
      fingerprint = try connection.withSession(couldNot: "key \(object.printableLabel) could not be tried") {
        (session) throws(CryptokiError) -> [UInt8]? in
        do throws(CryptokiError) {
          return try KeySeed(of: try connection.handle(of: object, in: session), in: session).fingerprint
        } catch let error where connection.triage.verdict(of: error.code) == .callersError {
          return nil
        }
      }
    } catch {
      throw KeyStoreError(error)
    }
    guard let fingerprint else { return byName.first ?? unused }
    return named.first { $0.key.fingerprint == fingerprint } ?? unused
  }
}
