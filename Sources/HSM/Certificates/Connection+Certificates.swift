internal import Cryptoki

extension Connection {
  /// Keeps a certificate beside the pair for which it was issued: with the pair's label and CKA_ID, and its subject on
  /// both halves where the token lets it be set.
  ///
  /// - Parameters:
  ///   - key: either half of the pair.
  ///   - replacing: whether certificates that stand there already go once the new one is in its place.
  /// - Throws: `HSMError`: `refused` where the certificate is of another key, or one stands there already.
  public func importCertificate(
    _ certificate: Certificate, for key: KeyObject, replacing: Bool = false
  ) throws(HSMError) -> KeyObject {
    let what = "the certificate could not be put beside \(key.labelText)"
    try require(.hardware, to: "keep a certificate")
    guard !key.id.isEmpty else {
      throw HSMError(
        .refused, "\(what): the key has no CKA_ID by which the two would belong together",
        remedy: "give the key an id first")
    }
    guard certificate.certifies(try publicKeyInfo(of: key)) else {
      throw HSMError(
        .refused, "\(what): it was issued for another key", remedy: "name the key that its request was made with")
    }
    let standing: Template = [.CKA_CLASS: .objectClass(.CKO_CERTIFICATE), .CKA_ID: .bytes(key.id)]
    let old = try listObjects(matching: standing)
    guard old.isEmpty || replacing else {
      throw HSMError(.refused, "\(what): it has one already", remedy: "use --replace, which destroys the old one")
    }
    try withSession(readWrite: true, repeats: false, couldNot: what) { (session) throws(CryptokiError) in
      let old = try session.findObjects(standing)
      _ = try session.createObject([
        .CKA_CLASS: .objectClass(.CKO_CERTIFICATE), .CKA_CERTIFICATE_TYPE: .certificateType(.CKC_X_509),
        .CKA_TOKEN: true, .CKA_PRIVATE: false, .CKA_LABEL: .bytes(key.label), .CKA_ID: .bytes(key.id),
        .CKA_SUBJECT: .bytes(certificate.subject), .CKA_ISSUER: .bytes(certificate.issuer),
        .CKA_SERIAL_NUMBER: .bytes(certificate.serialNumber), .CKA_VALUE: .bytes(certificate.der),
      ])
      for object in old { try session.destroyObject(object) }
      for half in [ObjectClass.CKO_PUBLIC_KEY, .CKO_PRIVATE_KEY] {
        for handle in try session.findObjects([.CKA_CLASS: .objectClass(half), .CKA_ID: .bytes(key.id)]) {
          // Tokens that keep keys as they are refuse it; the certificate has the subject in any case.
          try? session.setAttributes([.CKA_SUBJECT: .bytes(certificate.subject)], of: handle)
        }
      }
    }
    guard let made = try listObjects(matching: standing).first else {
      throw HSMError(.failed, "\(what): the token took it and does not show it", remedy: "look at the token's objects")
    }
    return made
  }

  /// The certificates that stand beside a key, by its CKA_ID.
  public func certificates(of key: KeyObject) throws(HSMError) -> [Certificate] {
    try withSession(couldNot: "the certificates of \(key.labelText) could not be read") {
      (session) throws(CryptokiError) in
      let reader = AttributeReader([.CKA_VALUE])
      var found: [Certificate] = []
      for handle in try session.findObjects([.CKA_CLASS: .objectClass(.CKO_CERTIFICATE), .CKA_ID: .bytes(key.id)]) {
        if let value = try reader.read(handle, in: session).bytes(.CKA_VALUE), let read = Certificate(value) {
          found.append(read)
        }
      }
      return found
    }
  }
}
