extension Connection {
  /// Makes a request for a certificate (PKCS#10, RFC 2986) and signs it on the token.
  ///
  /// - Parameters:
  ///   - key: the private half of an RSA, EC or Edwards pair.
  ///   - subject: whom the certificate is to name.
  /// - Returns: the request in DER.
  public func certificateRequest(for key: KeyObject, subject: DistinguishedName) throws(HSMError) -> [UInt8] {
    guard let algorithm = SignatureAlgorithm(for: key) else {
      throw HSMError(
        .failed, "\(key.typeWords) keys such as \(key.labelText) sign no requests",
        remedy: "name an RSA, EC, Ed25519 or Ed448 pair")
    }
    let publicKey = try publicKeyInfo(of: key)
    // Version 1, and no attributes.
    let information = DER.sequence(DER.integer([]) + subject.der + publicKey.der + DER.contextual(0, []))
    let result = try sign(ByteSource(information), with: key, algorithm.mechanism)
    let signature = algorithm.isTwoNumbers ? ECDSASignature.der(raw: result.signature) : result.signature
    return DER.sequence(information + algorithm.identifier + DER.bitString(signature))
  }
}
