internal import COpenSSL

/// SHA-256 by OpenSSL.
func sha256(_ bytes: [UInt8]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
    guard EVP_Digest(bytes, bytes.count, digest.baseAddress, nil, EVP_sha256(), nil) == 1 else {
      fatalError("SHA-256 is not to be had from OpenSSL")
    }
    count = 32
  }
}
