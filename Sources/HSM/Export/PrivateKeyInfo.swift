internal import COpenSSL
public import SecretMemory

/// A private key in the form of PKCS#8 (RFC 5208), in wiped memory.
public struct PrivateKeyInfo: ~Copyable, Sendable {
  public let der: SecretBytes

  /// Takes DER that is exactly one private key, of the kind that was asked for, and whose public half is the one given:
  /// what it signs, that one verifies.
  ///
  /// - Throws: `HSMError` `failed`, saying in what it falls short.
  init(_ der: consuming SecretBytes, kind: KeyKind, publicKey: SubjectPublicKeyInfo) throws(HSMError) {
    let key = try der.withUnsafeBytes { (bytes) throws(HSMError) in try Self.key(bytes) }
    defer { EVP_PKEY_free(key) }
    guard Self.is(key, kind) else {
      throw .ofExport("the token gave another kind of private key than it was asked for")
    }
    guard try Self.matches(key, publicKey) else {
      throw .ofExport("the private key that came out does not belong to the public key")
    }
    self.der = der
  }

  private static func key(_ bytes: UnsafeRawBufferPointer) throws(HSMError) -> OpaquePointer {
    var start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let end = start.map { $0 + bytes.count }
    let info = d2i_PKCS8_PRIV_KEY_INFO(nil, &start, bytes.count)
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    guard let info, start == end, let key = EVP_PKCS82PKEY(info) else {
      throw .ofOpenSSL("what the token wrapped is no private key in PKCS#8")
    }
    return key
  }

  private static func `is`(_ key: OpaquePointer, _ kind: KeyKind) -> Bool {
    switch kind {
    case .rsa(let bits): return EVP_PKEY_is_a(key, "RSA") == 1 && EVP_PKEY_get_bits(key) == Int32(bits)
    case .curve(let curve):
      var name = [CChar](repeating: 0, count: 64)
      var length = 0
      guard EVP_PKEY_is_a(key, "EC") == 1, EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else {
        return false
      }
      let text = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return text == curve.nameInOpenSSL
    case .aes: return false
    }
  }

  private static func matches(_ key: OpaquePointer, _ publicKey: SubjectPublicKeyInfo) throws(HSMError) -> Bool {
    let other = publicKey.der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return d2i_PUBKEY(nil, &start, bytes.count)
    }
    guard let other else { throw .ofOpenSSL("the token's public key cannot be read") }
    defer { EVP_PKEY_free(other) }
    let text = randomBytes(32)
    let (signing, verifying) = (EVP_MD_CTX_new(), EVP_MD_CTX_new())
    defer {
      EVP_MD_CTX_free(signing)
      EVP_MD_CTX_free(verifying)
    }
    var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key)))
    var length = signature.count
    guard EVP_DigestSignInit(signing, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(signing, &signature, &length, text, text.count) == 1
    else { throw .ofOpenSSL("the private key that came out cannot sign") }
    let isValid =
      EVP_DigestVerifyInit(verifying, nil, EVP_sha256(), nil, other) == 1
      && EVP_DigestVerify(verifying, signature, length, text, text.count) == 1
    ERR_clear_error()
    return isValid
  }

  /// EncryptedPrivateKeyInfo (RFC 5958): PBES2 with AES-256-CBC, the key by scrypt.
  ///
  /// N = 16384, r = 8, p = 5 takes 16 MiB and is as dear to guess as a larger N; OpenSSL reads none that takes more.
  ///
  /// - Parameter passphrase: at least one byte.
  public borrowing func encrypted(with passphrase: borrowing SecretBytes) throws(HSMError) -> [UInt8] {
    let info = der.withUnsafeBytes { bytes in
      var start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return d2i_PKCS8_PRIV_KEY_INFO(nil, &start, bytes.count)
    }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    var salt = randomBytes(16)
    guard let scheme = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), &salt, 16, nil, 16384, 8, 5)
    else { throw .ofOpenSSL("the private key could not be encrypted") }
    let sealed = passphrase.withUnsafeBytes { passphrase in
      PKCS8_set0_pbe(
        passphrase.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(passphrase.count), info, scheme)
    }
    guard let sealed else {
      X509_ALGOR_free(scheme)
      throw .ofOpenSSL("the private key could not be encrypted")
    }
    defer { X509_SIG_free(sealed) }
    var start: UnsafeMutablePointer<UInt8>?
    let length = i2d_X509_SIG(sealed, &start)
    defer { CRYPTO_free(start, #file, #line) }
    guard length > 0, let start else { throw .ofOpenSSL("the private key could not be encrypted") }
    return Array(UnsafeBufferPointer(start: start, count: Int(length)))
  }
}

extension Curve {
  fileprivate var nameInOpenSSL: String {
    switch self {
    case .p256: "prime256v1"
    case .p384: "secp384r1"
    case .p521: "secp521r1"
    case .secp256k1: "secp256k1"
    case .ed25519, .ed448, .x25519, .x448: name
    }
  }
}

extension HSMError {
  /// An export that came to something that must not be used.
  static func ofExport(_ what: String) -> HSMError {
    HSMError(.failed, what, remedy: "do not use this driver for exports; ask its vendor")
  }
}
