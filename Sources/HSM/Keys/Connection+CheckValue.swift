internal import COpenSSL
internal import Cryptoki

extension Connection {
  /// What tells keys of one name apart at a glance: CKA_CHECK_VALUE, else three bytes of a block of zeros encrypted with an
  /// AES key. Nil where neither can be had.
  ///
  /// The corresponding C functions are `C_EncryptInit` and `C_Encrypt`.
  public func checkValue(of key: KeyObject) throws(HSMError) -> [UInt8]? {
    if let stored = key.attributes.bytes(.CKA_CHECK_VALUE), !stored.isEmpty { return stored }
    guard key.objectClass == .CKO_SECRET_KEY, key.keyType == .CKK_AES, key.attributes.bool(.CKA_ENCRYPT) == true else {
      return nil
    }
    do {
      return try withSession(couldNot: "the check value of \(key.labelText) could not be made") {
        (session) throws(CryptokiError) in
        let handle = try handle(of: key, in: session)
        let zeros = [UInt8](repeating: 0, count: 16)
        var block = [UInt8](repeating: 0, count: 32)
        let written = try zeros.withUnsafeBytes { zeros in
          block.withUnsafeMutableBytes { block in
            Swift.Result { () throws(CryptokiError) in
              try session.encrypt(zeros, with: handle, Mechanism(.CKM_AES_ECB), into: block)
            }
          }
        }.get()
        return written >= 3 ? Array(block.prefix(3)) : nil
      }
    } catch let error where error.code == .failed {
      // A key that may not do ECB has none.
      return nil
    }
  }

  /// What tells objects apart whose URIs agree: the check value; of RSA keys and public keys on curves, eight bytes of
  /// SHA-256 over the modulus or the point. Nil where it cannot be had.
  public func distinction(of key: KeyObject) throws(HSMError) -> [UInt8]? {
    if let checkValue = try checkValue(of: key) { return checkValue }
    if let modulus = key.attributes.bytes(.CKA_MODULUS) { return Self.digest(modulus) }
    guard key.objectClass == .CKO_PUBLIC_KEY, key.curve != nil else { return nil }
    let point = try withSession(needsLogin: false, couldNot: "the point of \(key.labelText) could not be read") {
      (session) throws(CryptokiError) in
      try AttributeReader([.CKA_CLASS, .CKA_EC_POINT]).read(try handle(of: key, in: session), in: session)
        .bytes(.CKA_EC_POINT)
    }
    return point.map(Self.digest)
  }

  private static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &digest)
    return Array(digest.prefix(8))
  }
}
