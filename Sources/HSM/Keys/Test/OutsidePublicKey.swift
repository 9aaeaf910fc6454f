internal import COpenSSL

/// A public key in OpenSSL: what a token did with the private half is checked with it, outside the token.
struct OutsidePublicKey: ~Copyable {
  private let key: OpaquePointer

  /// Nil for what OpenSSL does not take for a public key.
  init?(_ info: SubjectPublicKeyInfo) {
    let parsed = info.der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return d2i_PUBKEY(nil, &start, bytes.count)
    }
    guard let parsed else { return nil }
    key = parsed
  }

  deinit { EVP_PKEY_free(key) }

  /// Whether a signature over data is valid.
  ///
  /// - Parameters:
  ///   - signature: in the form that others read: DER for ECDSA.
  ///   - hashes: false for Edwards curves, which hash by themselves.
  func verifies(_ signature: [UInt8], over data: [UInt8], hashes: Bool) -> Bool {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestVerifyInit(context, nil, hashes ? EVP_sha256() : nil, nil, key) == 1 else { return false }
    return EVP_DigestVerify(context, signature, signature.count, data, data.count) == 1
  }

  /// Encrypts under an RSA key with the padding of PKCS #1 v1.5, as CKM_RSA_PKCS decrypts it; nil where that fails.
  func encrypt(_ data: [UInt8]) -> [UInt8]? {
    let context = EVP_PKEY_CTX_new(key, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var length = Int(EVP_PKEY_get_size(key))
    var result = [UInt8](repeating: 0, count: length)
    guard EVP_PKEY_encrypt_init(context) == 1,
      EVP_PKEY_encrypt(context, &result, &length, data, data.count) == 1
    else { return nil }
    return Array(result.prefix(length))
  }
}
