internal import COpenSSL

/// A digest that OpenSSL makes of data that comes in parts, where the token cannot.
struct RunningDigest: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: DigestAlgorithm

  init(_ algorithm: DigestAlgorithm) {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, algorithm.evp, nil) == 1 else {
      fatalError("\(algorithm) is not to be had from OpenSSL")
    }
    self.context = context
    self.algorithm = algorithm
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    if bytes.isEmpty { return }
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
      fatalError("OpenSSL does not go on with \(algorithm)")
    }
  }

  consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: algorithm.count) { digest, count in
      guard EVP_DigestFinal_ex(context, digest.baseAddress, nil) == 1 else {
        fatalError("OpenSSL does not end \(algorithm)")
      }
      count = algorithm.count
    }
  }
}
