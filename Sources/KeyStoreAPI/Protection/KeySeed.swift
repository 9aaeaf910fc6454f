internal import COpenSSL
internal import Cryptoki
internal import HSM
internal import SecretMemory

/// What an AES key is known by: secrets that only the key itself can make, from its forward direction alone.
///
/// The seed is a fixed text encrypted under a fixed initialisation vector. It lives in locked memory and is never stored;
/// what is derived from it tells nothing of the key.
struct KeySeed: ~Copyable, Sendable {
  private let seed: SecretBytes
  private let macKey: SecretBytes
  /// 32 bytes that are the same for all copies of one key, on any token.
  let fingerprint: [UInt8]

  static let macVersion = 1

  /// Makes the seed of a key: one encryption.
  init(of key: ObjectHandle, in session: Session) throws(CryptokiError) {
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: SeedText.iv)
    let seed = try SecretBytes(count: SeedText.text.count + 16) { (room) throws(CryptokiError) in
      try SeedText.text.withUnsafeBytes { text in
        Result { () throws(CryptokiError) in try session.encrypt(text, with: key, mechanism, into: room) }
      }.get()
    }
    guard seed.count >= 64 else { throw CryptokiError(function: .C_Encrypt, code: .CKR_GENERAL_ERROR) }
    let fingerprint = Self.derive("fingerprint", from: seed)
    self.fingerprint = fingerprint.withUnsafeBytes { Array($0) }
    macKey = Self.derive("mac\u{0}\(Self.macVersion)\u{0}\(MechanismType.CKM_AES_CBC_PAD.rawValue)", from: seed)
    self.seed = seed
  }

  /// HMAC-SHA-256 over fields, under the key derived for version 1 and AES_CBC_PAD.
  func mac(over fields: MACFields) -> [UInt8] { Self.mac(over: fields, key: macKey) }

  /// A key of its own for what is sealed: nothing that the MAC key signs is taken for a seal.
  func sealKey() -> SecretBytes { Self.derive("seal\u{0}1", from: seed) }

  static func mac(over fields: MACFields, key: borrowing SecretBytes) -> [UInt8] {
    let message = fields.encoded
    return key.withUnsafeBytes { key in
      [UInt8](unsafeUninitializedCapacity: 32) { result, count in
        var length: UInt32 = 32
        guard
          HMAC(EVP_sha256(), key.baseAddress, Int32(key.count), message, message.count, result.baseAddress, &length)
            != nil
        else { fatalError("HMAC-SHA-256 is missing from OpenSSL") }
        count = 32
      }
    }
  }

  /// HKDF-SHA-256 of the seed (RFC 5869), 32 bytes.
  private static func derive(_ purpose: String, from seed: borrowing SecretBytes) -> SecretBytes {
    let context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil)
    defer { EVP_PKEY_CTX_free(context) }
    let info = Array(purpose.utf8)
    return SecretBytes(count: 32) { room in
      var length = room.count
      let worked = seed.withUnsafeBytes { seed in
        EVP_PKEY_derive_init(context) == 1 && EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1
          && EVP_PKEY_CTX_set1_hkdf_key(
            context, seed.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(seed.count)) == 1
          && EVP_PKEY_CTX_add1_hkdf_info(context, info, Int32(info.count)) == 1
          && EVP_PKEY_derive(context, room.baseAddress?.assumingMemoryBound(to: UInt8.self), &length) == 1
      }
      guard worked else { fatalError("HKDF-SHA-256 is missing from OpenSSL") }
      return length
    }
  }
}

/// Compares in a time that does not depend on where the first difference is.
func isEqualInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
}
