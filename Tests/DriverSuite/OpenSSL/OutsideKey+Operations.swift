import COpenSSL
import HSM

extension OutsideKey {
  private typealias Whole = (
    OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?, UnsafePointer<UInt8>?, Int
  ) -> Int32

  /// Encrypts with the public half.
  func encrypt(_ text: [UInt8], _ scheme: OutsideScheme) throws -> [UInt8] {
    try whole(text, scheme, EVP_PKEY_encrypt_init, EVP_PKEY_encrypt)
  }

  /// Decrypts with the private half.
  func decrypt(_ sealed: [UInt8], _ scheme: OutsideScheme) throws -> [UInt8] {
    try whole(sealed, scheme, EVP_PKEY_decrypt_init, EVP_PKEY_decrypt)
  }

  /// Signs with the private half, in the form that tokens use.
  func sign(_ data: [UInt8], _ scheme: OutsideScheme) throws -> [UInt8] {
    let signature: [UInt8]
    if case .raw = scheme.input {
      signature = try whole(data, scheme, EVP_PKEY_sign_init, EVP_PKEY_sign)
    } else {
      signature = try withDigestContext(scheme, EVP_DigestSignInit_ex) { context in
        var output = [UInt8](repeating: 0, count: 1024)
        var count = output.count
        try must(EVP_DigestSign(context, &output, &count, data, data.count), "EVP_DigestSign")
        return Array(output.prefix(count))
      }
    }
    return isECDSA ? try fixedLength(signature) : signature
  }

  /// Whether a signature in the form that tokens use is valid.
  func verify(_ signature: [UInt8], over data: [UInt8], _ scheme: OutsideScheme) throws -> Bool {
    let signature = isECDSA ? variableLength(signature) : signature
    defer { ERR_clear_error() }
    if case .raw = scheme.input {
      let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil)
      defer { EVP_PKEY_CTX_free(context) }
      try must(EVP_PKEY_verify_init(context), "EVP_PKEY_verify_init")
      try context.set(scheme.options)
      return EVP_PKEY_verify(context, signature, signature.count, data, data.count) == 1
    }
    return try withDigestContext(scheme, EVP_DigestVerifyInit_ex) { context in
      EVP_DigestVerify(context, signature, signature.count, data, data.count) == 1
    }
  }

  /// The secret that both sides of a Diffie-Hellman exchange come to.
  func secret(with other: OutsideKey) throws -> [UInt8] {
    let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil)
    defer { EVP_PKEY_CTX_free(context) }
    try must(EVP_PKEY_derive_init(context), "EVP_PKEY_derive_init")
    try must(EVP_PKEY_derive_set_peer(context, other.key), "EVP_PKEY_derive_set_peer")
    var output = [UInt8](repeating: 0, count: 128)
    var count = output.count
    try must(EVP_PKEY_derive(context, &output, &count), "EVP_PKEY_derive")
    return Array(output.prefix(count))
  }

  private func whole(
    _ input: [UInt8], _ scheme: OutsideScheme, _ begin: (OpaquePointer?) -> Int32, _ operation: Whole
  ) throws -> [UInt8] {
    let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil)
    defer { EVP_PKEY_CTX_free(context) }
    try must(begin(context), "EVP_PKEY_…_init")
    try context.set(scheme.options)
    var output = [UInt8](repeating: 0, count: 1024)
    var count = output.count
    try must(operation(context, &output, &count, input, input.count), "the operation")
    return Array(output.prefix(count))
  }

  private func withDigestContext<Result>(
    _ scheme: OutsideScheme,
    _ begin: (
      OpaquePointer?, UnsafeMutablePointer<OpaquePointer?>?, UnsafePointer<CChar>?, OpaquePointer?,
      UnsafePointer<CChar>?, OpaquePointer?, UnsafePointer<OSSL_PARAM>?
    ) -> Int32,
    _ body: (OpaquePointer?) throws -> Result
  ) throws -> Result {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var digest: String?
    if case .digest(let name) = scheme.input { digest = name }
    var options: OpaquePointer?
    try must(begin(context, &options, digest, nil, nil, key, nil), "EVP_Digest…Init_ex")
    try options.set(scheme.options)
    return try body(context)
  }

  private var isECDSA: Bool {
    guard case .curve(let curve) = shape else { return false }
    return curve != .ed25519
  }

  /// DER's two numbers, each as long as the order, one after the other.
  private func fixedLength(_ signature: [UInt8]) throws -> [UInt8] {
    var bytes = signature[...]
    var content = try DER.take(0x30, from: &bytes)
    let half = shape.signatureLength / 2
    return try (0..<2).flatMap { _ in
      let number = try DER.take(0x02, from: &content).drop { $0 == 0 }
      return [UInt8](repeating: 0, count: half - number.count) + number
    }
  }

  private func variableLength(_ signature: [UInt8]) -> [UInt8] {
    let half = signature.count / 2
    return DER.sequence(DER.integer(Array(signature.prefix(half))), DER.integer(Array(signature.dropFirst(half))))
  }
}
