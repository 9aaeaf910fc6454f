internal import Cryptoki
public import HSM

extension KeyStore {
  /// The fingerprint of an AES key: the same for all copies of one key, on any token.
  ///
  /// - Returns: nil for what is no AES key, may not encrypt, or is refused by the token.
  /// - Throws: `HSMError` where the connection or the login fails.
  ///
  /// The corresponding C functions are `C_EncryptInit` and `C_Encrypt`.
  public static func fingerprint(of key: KeyObject, on connection: Connection) throws(HSMError) -> [UInt8]? {
    guard key.objectClass == .CKO_SECRET_KEY, key.keyType == .CKK_AES, key.attributes.bool(.CKA_ENCRYPT) == true else {
      return nil
    }
    do {
      return try connection.withSession(couldNot: "key \(key.printableLabel) could not be tried") {
        (session) throws(CryptokiError) in
        try KeySeed(of: try connection.handle(of: key, in: session), in: session).fingerprint
      }
    } catch let error where error.code == .failed {
      return nil
    }
  }
}
