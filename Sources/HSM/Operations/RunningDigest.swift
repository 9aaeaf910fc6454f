internal import COpenSSL

/// A digest that OpenSSL makes of data that comes in parts, where the token cannot.
struct RunningDigest: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: DigestAlgorithm

  /// - Throws: `StreamFailure` where OpenSSL refuses the algorithm, as one in FIPS mode does with SHA-1.
  init(_ algorithm: DigestAlgorithm) throws(StreamFailure) {
    let context = EVP_MD_CTX_new()
    guard let context, EVP_DigestInit_ex(context, algorithm.evp, nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw Self.failure("\(algorithm.rawValue) is not to be had from OpenSSL here")
    }
    self.context = context
    self.algorithm = algorithm
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) throws(StreamFailure) {
    if bytes.isEmpty { return }
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
      throw Self.failure("the data could not be digested with \(algorithm.rawValue)")
    }
  }

  consuming func finish() throws(StreamFailure) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: algorithm.count)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else {
      throw Self.failure("the data could not be digested with \(algorithm.rawValue)")
    }
    return digest
  }

  private static func failure(_ what: String) -> StreamFailure { .stream(.ofOpenSSL(what)) }
}
