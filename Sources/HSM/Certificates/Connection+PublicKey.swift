internal import Cryptoki

extension SubjectPublicKeyInfo {
  public var pem: String { PEM.text("PUBLIC KEY", der) }
}

extension Connection {
  /// The public half of a pair, from either half: a private EC key does not know its point, so its sister of the same
  /// CKA_ID is asked.
  public func publicKeyInfo(of key: KeyObject) throws(HSMError) -> SubjectPublicKeyInfo {
    let what = "the public key of \(key.labelText) could not be read"
    let info = try withSession(couldNot: what) { (session) throws(CryptokiError) in
      let reader = AttributeReader(SubjectPublicKeyInfo.attributes)
      let own = try reader.read(try handle(of: key, in: session), in: session)
      if let info = SubjectPublicKeyInfo(own) { return info as SubjectPublicKeyInfo? }
      guard let type = key.keyType, !key.id.isEmpty else { return nil }
      let sisters = try session.findObjects([
        .CKA_CLASS: .objectClass(.CKO_PUBLIC_KEY), .CKA_KEY_TYPE: .keyType(type), .CKA_ID: .bytes(key.id),
      ])
      guard sisters.count == 1 else { return nil }
      return SubjectPublicKeyInfo(try reader.read(sisters[0], in: session))
    }
    guard let info else {
      throw HSMError(
        .notFound, "\(what): the token has no public half of it that can be read",
        remedy: "name a pair whose halves have one CKA_ID")
    }
    return info
  }
}
