extension Session {
  /// Digests data in one part into the caller's buffer.
  ///
  /// - Parameter output: must hold the digest: 64 bytes are enough for all in use.
  /// - Returns: the number of bytes written.
  ///
  /// The corresponding C functions are `C_DigestInit` and `C_Digest`.
  public func digest(
    _ input: UnsafeRawBufferPointer, _ mechanism: Mechanism, into output: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    try perform(.digest, nil, mechanism, input, output)
  }

  /// Begins a digest of data that comes in parts. The corresponding C function is `C_DigestInit`.
  public func beginDigest(_ mechanism: Mechanism) throws(CryptokiError) -> SignatureOperation {
    try SignatureOperation(.digest, in: self, nil, mechanism, nil)
  }
}
