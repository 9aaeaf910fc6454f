internal import COpenSSL
internal import Cryptoki
internal import HSM
internal import SecretMemory

/// What an AES key is known by: secrets that only the key itself can make, from its forward direction alone.
///
/// The seed is a fixed text encrypted under a fixed initialisation vector, under which nothing else is ever encrypted.
/// It lives in locked memory and is never stored; what is derived from it tells nothing of the key.
struct KeySeed: ~Copyable {
  private let seed: SecretBytes

  /// The initialisation vector of the seed. `encrypt` refuses it: whoever may encrypt under it could make the seed.
  static let iv = Array("claviger-seed-iv".utf8)
  private static let text = Array("Claviger derives a key's fingerprint and its MAC key from this. ".utf8)

  /// Makes the seed of a key: one encryption.
  init(of key: ObjectHandle, in session: Session) throws(CryptokiError) {
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: Self.iv)
    let seed = try SecretBytes(count: Self.text.count + 16) { (room) throws(CryptokiError) in
      try Self.text.withUnsafeBytes { text in
        Result { () throws(CryptokiError) in try session.encrypt(text, with: key, mechanism, into: room) }
      }.get()
    }
    guard seed.count >= 64 else { throw CryptokiError(function: .C_Encrypt, code: .CKR_GENERAL_ERROR) }
    self.seed = seed
  }

  /// 32 bytes that are the same for all copies of one key, on any token.
  var fingerprint: [UInt8] { derive("fingerprint") }

  /// HMAC-SHA-256 over fields, each with its length before it, under a key derived for `version` and the mechanism.
  func mac(version: Int, over fields: [[UInt8]]) -> [UInt8] {
    var key = derive("mac\u{0}\(version)\u{0}\(MechanismType.CKM_AES_CBC_PAD.rawValue)")
    defer { key.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
    var message: [UInt8] = []
    for field in fields {
      withUnsafeBytes(of: UInt64(field.count).bigEndian) { message += $0 }
      message += field
    }
    var result = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    guard HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &result, &length) != nil else {
      fatalError("HMAC-SHA-256 is missing from OpenSSL")
    }
    return result
  }

  /// HKDF-SHA-256 of the seed (RFC 5869), 32 bytes.
  private func derive(_ purpose: String) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    let context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var length = result.count
    let info = Array(purpose.utf8)
    let worked = seed.withUnsafeBytes { seed in
      EVP_PKEY_derive_init(context) == 1 && EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1
        && EVP_PKEY_CTX_set1_hkdf_key(
          context, seed.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(seed.count)) == 1
        && EVP_PKEY_CTX_add1_hkdf_info(context, info, Int32(info.count)) == 1
        && EVP_PKEY_derive(context, &result, &length) == 1
    }
    guard worked else { fatalError("HKDF-SHA-256 is missing from OpenSSL") }
    return result
  }
}

/// Compares in a time that does not depend on where the first difference is.
func isEqualInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
}
