internal import COpenSSL
internal import Cryptoki
internal import SecretMemory

/// What a token really makes when it wraps a private key: one mechanism number means different things on different ones.
public enum WrapDialect: String, Sendable, Hashable, Codable, CaseIterable {
  /// RFC 5649, AES key wrap with padding.
  case rfc5649 = "RFC 5649"
  /// RFC 5649 over a key that was filled up with zeros before.
  case rfc5649Zeros = "RFC 5649 over zero padding"
  /// RFC 3394 over a key with the padding of PKCS#7.
  case rfc3394PKCS7 = "RFC 3394 over PKCS#7 padding"
  /// RFC 3394 over a key that was filled up with zeros before.
  case rfc3394Zeros = "RFC 3394 over zero padding"
  /// CBC with the padding of PKCS#7.
  case cbcPKCS7 = "CBC with PKCS#7 padding"

  /// Opens a wrapped private key.
  ///
  /// - Returns: exactly one DER value, and how it was wrapped; nil where it can be opened in none of these ways.
  static func open(
    _ wrapped: [UInt8], under key: borrowing SecretBytes, _ mechanism: Mechanism
  ) -> OpenedKey? {
    if case .bytes(let iv) = mechanism.parameter, iv.count == 16 {
      guard let opened = decrypt(wrapped, key, EVP_aes_256_cbc(), iv: iv) else { return nil }
      return OpenedKey(opened, exact: .cbcPKCS7, zeros: nil, pkcs7: nil)
    }
    // The integrity check of one is never met by the other: the first that opens is right.
    if let opened = decrypt(wrapped, key, EVP_aes_256_wrap_pad(), iv: nil) {
      return OpenedKey(opened, exact: .rfc5649, zeros: .rfc5649Zeros, pkcs7: nil)
    }
    guard let opened = decrypt(wrapped, key, EVP_aes_256_wrap(), iv: nil) else { return nil }
    return OpenedKey(opened, exact: .rfc3394Zeros, zeros: .rfc3394Zeros, pkcs7: .rfc3394PKCS7)
  }

  private static func decrypt(
    _ wrapped: [UInt8], _ key: borrowing SecretBytes, _ cipher: OpaquePointer?, iv: [UInt8]?
  ) -> SecretBytes? {
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    EVP_CIPHER_CTX_set_flags(context, Int32(EVP_CIPHER_CTX_FLAG_WRAP_ALLOW))
    let isReady = key.withUnsafeBytes { key in
      EVP_DecryptInit_ex(context, cipher, nil, key.baseAddress?.assumingMemoryBound(to: UInt8.self), iv) == 1
    }
    guard isReady, !wrapped.isEmpty else { return nil }
    let opened = SecretBytes(count: wrapped.count + 16) { room in
      let start = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      var (body, rest) = (Int32(0), Int32(0))
      guard EVP_DecryptUpdate(context, start, &body, wrapped, Int32(wrapped.count)) == 1,
        EVP_DecryptFinal_ex(context, start.map { $0 + Int(body) }, &rest) == 1
      else { return 0 }
      return Int(body + rest)
    }
    ERR_clear_error()
    if opened.isEmpty { return nil }
    return opened
  }
}

/// A private key outside its token, one DER value and nothing behind it.
struct OpenedKey: ~Copyable {
  let der: SecretBytes
  let dialect: WrapDialect

  /// Cuts bytes to the length that their DER says.
  ///
  /// - Parameters:
  ///   - exact: the dialect where nothing is behind it.
  ///   - zeros: that where up to seven zeros are; nil where these are refused.
  ///   - pkcs7: that where the padding of PKCS#7 is; nil where that is refused.
  init?(_ bytes: borrowing SecretBytes, exact: WrapDialect, zeros: WrapDialect?, pkcs7: WrapDialect?) {
    let found = bytes.withUnsafeBytes { bytes -> (Int, WrapDialect)? in
      guard let length = Self.length(ofSequence: bytes), length <= bytes.count else { return nil }
      let rest = bytes[length...]
      if rest.isEmpty { return (length, exact) }
      if let zeros, rest.count < 8, rest.allSatisfy({ $0 == 0 }) { return (length, zeros) }
      if let pkcs7, rest.count <= 8, rest.allSatisfy({ Int($0) == rest.count }) { return (length, pkcs7) }
      return nil
    }
    guard let found else { return nil }
    der = bytes.withUnsafeBytes { SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[..<found.0])) }
    dialect = found.1
  }

  /// The length of a SEQUENCE with its header; nil where it is none, or its length is not the shortest form.
  private static func length(ofSequence bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count > 2, bytes[0] == 0x30 else { return nil }
    let first = Int(bytes[1])
    if first < 0x80 { return 2 + first }
    let count = first - 0x80
    guard (1...3).contains(count), bytes.count >= 2 + count else { return nil }
    let length = bytes[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
    guard length >= 0x80, bytes[2] != 0 else { return nil }
    return 2 + count + length
  }
}
