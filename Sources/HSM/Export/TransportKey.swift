internal import COpenSSL
internal import Cryptoki
internal import SecretMemory
import Synchronization

/// An RSA key made for one export, and gone with it.
final class TransportKey: Sendable {
  // Made once and only read afterwards; OpenSSL allows that from any thread.
  nonisolated(unsafe) private let key: OpaquePointer
  let bits: Int

  /// OpenSSL keeps the numbers of private keys in locked, wiped memory once it was given some.
  private static let secureHeap: Void = { CRYPTO_secure_malloc_init(1 << 20, 64) }()

  /// Makes a key. 7,680 bits take about ten seconds, 15,360 more than a minute.
  init(bits: Int) throws(HSMError) {
    _ = Self.secureHeap
    let context = EVP_PKEY_CTX_new_from_name(nil, "RSA", nil)
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) == 1,
      EVP_PKEY_generate(context, &key) == 1, let key
    else { throw .ofOpenSSL("no RSA key of \(bits) bits could be made for the transport") }
    self.key = key
    self.bits = bits
  }

  deinit { EVP_PKEY_free(key) }

  /// The public half, as a session object that may wrap.
  var template: Template {
    [
      .CKA_CLASS: .objectClass(.CKO_PUBLIC_KEY), .CKA_KEY_TYPE: .keyType(.CKK_RSA), .CKA_TOKEN: false,
      .CKA_WRAP: true, .CKA_MODULUS: .bytes(number(OSSL_PKEY_PARAM_RSA_N)),
      .CKA_PUBLIC_EXPONENT: .bytes(number(OSSL_PKEY_PARAM_RSA_E)),
    ]
  }

  private func number(_ name: String) -> [UInt8] {
    var number: OpaquePointer?
    guard EVP_PKEY_get_bn_param(key, name, &number) == 1, let number else { return [] }
    defer { BN_free(number) }
    let count = (Int(BN_num_bits(number)) + 7) / 8
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      filled = Int(BN_bn2bin(number, bytes.baseAddress))
    }
  }

  /// Opens what the token wrapped under the public half; nil where it cannot be opened.
  func open(_ wrapped: [UInt8], _ outer: OuterWrap) -> SecretBytes? {
    let context = EVP_PKEY_CTX_new(key, nil)
    defer { EVP_PKEY_CTX_free(context) }
    guard EVP_PKEY_decrypt_init(context) == 1 else { return nil }
    switch outer {
    case .pkcs: guard EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 else { return nil }
    case .oaep(let hash):
      let digest = hash == .CKM_SHA256 ? EVP_sha256() : EVP_sha1()
      guard EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1,
        EVP_PKEY_CTX_set_rsa_oaep_md(context, digest) == 1, EVP_PKEY_CTX_set_rsa_mgf1_md(context, digest) == 1
      else { return nil }
    }
    let opened = SecretBytes(count: bits / 8 + 1) { room in
      var length = room.count
      let code = EVP_PKEY_decrypt(
        context, room.baseAddress?.assumingMemoryBound(to: UInt8.self), &length, wrapped, wrapped.count)
      return code == 1 ? length : 0
    }
    ERR_clear_error()
    if opened.isEmpty { return nil }
    return opened
  }
}

/// How the AES key is wrapped under the transport key.
enum OuterWrap: Hashable {
  case pkcs
  case oaep(MechanismType)

  var mechanism: Mechanism {
    switch self {
    case .pkcs: Mechanism(.CKM_RSA_PKCS)
    case .oaep(let hash):
      Mechanism(
        .CKM_RSA_PKCS_OAEP,
        .oaep(hash: hash, mask: hash == .CKM_SHA256 ? .CKG_MGF1_SHA256 : .CKG_MGF1_SHA1, label: []))
    }
  }
}

extension HSMError {
  /// What OpenSSL could not do; its own reason is its last error's.
  static func ofOpenSSL(_ what: String) -> HSMError {
    let code = ERR_peek_last_error()
    ERR_clear_error()
    let reason = code == 0 ? "" : ": \(String(cString: ERR_reason_error_string(code)))"
    return HSMError(.failed, what + reason, remedy: "try again; `openssl version` tells which OpenSSL is installed")
  }
}
