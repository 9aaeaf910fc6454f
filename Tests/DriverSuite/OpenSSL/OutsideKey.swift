import COpenSSL
import Cryptoki
import HSM

/// A key that OpenSSL holds: the public half of a token's pair, or a pair of its own.
final class OutsideKey {
  let shape: KeyShape
  let key: OpaquePointer

  /// Takes the public half of a pair from the attributes that its token shows.
  init(publicHalf: ObjectHandle, of shape: KeyShape, in session: Session) throws {
    let info: [UInt8]
    switch shape {
    case .rsa(let bits):
      let read = try session.attributes([.CKA_MODULUS, .CKA_PUBLIC_EXPONENT], of: publicHalf)
      let (modulus, exponent) = (read.bytes(.CKA_MODULUS) ?? [], read.bytes(.CKA_PUBLIC_EXPONENT) ?? [])
      try require(modulus.count == bits / 8, "CKA_MODULUS has \(modulus.count) bytes")
      info = DER.sequence(
        DER.sequence(DER.rsaEncryption, [0x05, 0x00]),
        DER.bitString(DER.sequence(DER.integer(modulus), DER.integer(exponent))))
    case .curve(let curve):
      var point = try session.attributes([.CKA_EC_POINT], of: publicHalf).bytes(.CKA_EC_POINT)?[...] ?? []
      let content = Array(try DER.take(0x04, from: &point))
      let algorithm =
        curve == .ed25519 ? DER.sequence(curve.parameters) : DER.sequence(DER.ecPublicKey, curve.parameters)
      info = DER.sequence(algorithm, DER.bitString(content))
    }
    self.shape = shape
    key = try info.withUnsafeBufferPointer { info in
      var start = info.baseAddress
      guard let key = d2i_PUBKEY(nil, &start, info.count) else {
        throw OutsideError(description: "OpenSSL does not take the public key")
      }
      return key
    }
  }

  /// Makes a pair outside.
  init(generating shape: KeyShape) throws {
    let algorithm: String
    let options: [(String, String)]
    switch shape {
    case .rsa(let bits): (algorithm, options) = ("RSA", [("rsa_keygen_bits", "\(bits)")])
    case .curve(.ed25519): (algorithm, options) = ("ED25519", [])
    case .curve(let curve): (algorithm, options) = ("EC", [("ec_paramgen_curve", "P-\(curve.bits)")])
    }
    let context = EVP_PKEY_CTX_new_from_name(nil, algorithm, nil)
    defer { EVP_PKEY_CTX_free(context) }
    try must(EVP_PKEY_keygen_init(context), "EVP_PKEY_keygen_init")
    try context.set(options)
    var key: OpaquePointer?
    try must(EVP_PKEY_generate(context, &key), "EVP_PKEY_generate")
    guard let key else { throw OutsideError(description: "OpenSSL makes no key") }
    self.shape = shape
    self.key = key
  }

  /// Takes a private key as PKCS#8.
  ///
  /// - Parameter length: set to the bytes that belong to it.
  init(pkcs8: [UInt8], of shape: KeyShape, length: inout Int) throws {
    self.shape = shape
    key = try pkcs8.withUnsafeBufferPointer { bytes in
      var place = bytes.baseAddress
      guard let key = d2i_AutoPrivateKey(nil, &place, bytes.count) else {
        ERR_clear_error()
        throw OutsideError(description: "what was unwrapped is no private key")
      }
      if let start = bytes.baseAddress, let place { length = place - start }
      return key
    }
  }

  deinit { EVP_PKEY_free(key) }

  func isPair(with other: OutsideKey) -> Bool { EVP_PKEY_eq(key, other.key) == 1 }

  /// The public half as a token takes it by C_CreateObject.
  func publicTemplate() throws -> Template {
    var info = try subjectPublicKeyInfo()[...]
    var content = try DER.take(0x30, from: &info)
    _ = try DER.take(0x30, from: &content)
    var bits = try DER.take(0x03, from: &content).dropFirst()
    var template: Template = [.CKA_CLASS: .objectClass(.CKO_PUBLIC_KEY), .CKA_TOKEN: false, .CKA_VERIFY: true]
    switch shape {
    case .rsa:
      var numbers = try DER.take(0x30, from: &bits)
      template[.CKA_KEY_TYPE] = .keyType(.CKK_RSA)
      template[.CKA_MODULUS] = .bytes(Array(try DER.take(0x02, from: &numbers).drop { $0 == 0 }))
      template[.CKA_PUBLIC_EXPONENT] = .bytes(Array(try DER.take(0x02, from: &numbers)))
      template[.CKA_ENCRYPT] = true
      template[.CKA_WRAP] = true
    case .curve(let curve):
      template[.CKA_KEY_TYPE] = .keyType(curve == .ed25519 ? .CKK_EC_EDWARDS : .CKK_EC)
      template[.CKA_EC_PARAMS] = .bytes(curve.parameters)
      template[.CKA_EC_POINT] = .bytes(DER.value(0x04, Array(bits)))
    }
    return template
  }

  /// An elliptic curve's point, without any DER.
  func point() throws -> [UInt8] {
    var info = try subjectPublicKeyInfo()[...]
    var content = try DER.take(0x30, from: &info)
    _ = try DER.take(0x30, from: &content)
    return Array(try DER.take(0x03, from: &content).dropFirst())
  }

  /// The private key, for another process.
  func pkcs8() throws -> [UInt8] {
    let info = EVP_PKEY2PKCS8(key)
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    var start: UnsafeMutablePointer<UInt8>?
    let count = i2d_PKCS8_PRIV_KEY_INFO(info, &start)
    defer { CRYPTO_free(start, #file, #line) }
    try must(count, "i2d_PKCS8_PRIV_KEY_INFO")
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }

  private func subjectPublicKeyInfo() throws -> [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    let count = i2d_PUBKEY(key, &start)
    defer { CRYPTO_free(start, #file, #line) }
    try must(count, "i2d_PUBKEY")
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }
}

extension Optional<OpaquePointer> {
  /// Sets options of an EVP_PKEY_CTX, in their order.
  func set(_ options: [(String, String)]) throws {
    for (name, value) in options { try must(EVP_PKEY_CTX_ctrl_str(self, name, value), "\(name) = \(value)") }
  }
}
