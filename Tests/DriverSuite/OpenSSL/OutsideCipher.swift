import COpenSSL

/// AES by OpenSSL, with a key that the token has too.
struct OutsideCipher {
  enum Mode: String {
    case cbc = "CBC"
    /// RFC 3394.
    case wrap = "WRAP"
    /// RFC 5649.
    case wrapPadded = "WRAP-PAD"
  }
  let key: [UInt8]
  var mode = Mode.cbc
  /// Empty for the wraps, which have one of their own.
  var iv: [UInt8] = []
  var isPadded = true

  func encrypt(_ text: [UInt8]) throws -> [UInt8] { try run(text, encrypts: true) }

  func decrypt(_ sealed: [UInt8]) throws -> [UInt8] { try run(sealed, encrypts: false) }

  private func run(_ input: [UInt8], encrypts: Bool) throws -> [UInt8] {
    let cipher = EVP_CIPHER_fetch(nil, "AES-\(key.count * 8)-\(mode.rawValue)", nil)
    defer { EVP_CIPHER_free(cipher) }
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    // EVP_CIPHER_CTX_FLAG_WRAP_ALLOW: without it, OpenSSL takes a wrap for a mistake.
    EVP_CIPHER_CTX_set_flags(context, 1)
    try iv.withUnsafeBufferPointer { iv in
      let start = iv.isEmpty ? nil : iv.baseAddress
      try must(EVP_CipherInit_ex2(context, cipher, key, start, encrypts ? 1 : 0, nil), "EVP_CipherInit_ex2")
    }
    EVP_CIPHER_CTX_set_padding(context, isPadded ? 1 : 0)
    var output = [UInt8](repeating: 0, count: input.count + 32)
    var (count, rest): (Int32, Int32) = (0, 0)
    try must(EVP_CipherUpdate(context, &output, &count, input, Int32(input.count)), "EVP_CipherUpdate")
    try output.withUnsafeMutableBufferPointer { output in
      let end = output.baseAddress.map { $0 + Int(count) }
      try must(EVP_CipherFinal_ex(context, end, &rest), "EVP_CipherFinal_ex")
    }
    return Array(output.prefix(Int(count + rest)))
  }
}

/// OpenSSL did not do what it was asked for.
struct OutsideError: Error, CustomStringConvertible {
  let description: String
}

func must(_ result: Int32, _ function: String) throws {
  guard result > 0 else {
    ERR_clear_error()
    throw OutsideError(description: "OpenSSL: \(function) failed")
  }
}
