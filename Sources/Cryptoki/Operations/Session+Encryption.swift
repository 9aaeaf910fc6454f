extension Session {
  /// Encrypts data in one part into the caller's buffer.
  ///
  /// - Parameters:
  ///   - output: must hold the whole result: for AES_CBC_PAD up to 16 bytes more than the input.
  ///   - authenticate: logs in for this one use of the key, where the key demands it.
  /// - Returns: the number of bytes written.
  /// - Throws: `CryptokiError`; the operation is over then, too.
  ///
  /// The corresponding C functions are `C_EncryptInit` and `C_Encrypt`.
  public func encrypt(
    _ input: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer, authenticate: Authentication? = nil
  ) throws(CryptokiError) -> Int {
    try perform(.encrypt, key, mechanism, input, output, authenticate)
  }

  /// Decrypts data in one part into the caller's buffer.
  ///
  /// - Parameters:
  ///   - output: must hold the plain text. Room for as many bytes as the input has saves a call: some modules want that
  ///     much though less comes out.
  ///   - authenticate: logs in for this one use of the key, where the key demands it.
  /// - Returns: the number of bytes written.
  /// - Throws: `CryptokiError`; the operation is over then, too.
  ///
  /// The corresponding C functions are `C_DecryptInit` and `C_Decrypt`.
  public func decrypt(
    _ input: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer, authenticate: Authentication? = nil
  ) throws(CryptokiError) -> Int {
    try perform(.decrypt, key, mechanism, input, output, authenticate)
  }

  /// Begins an encryption in parts. The corresponding C function is `C_EncryptInit`.
  public func beginEncryption(
    with key: ObjectHandle, _ mechanism: Mechanism, authenticate: Authentication? = nil
  ) throws(CryptokiError) -> CipherOperation {
    try CipherOperation(.encrypt, in: self, key, mechanism, authenticate)
  }

  /// Begins a decryption in parts. The corresponding C function is `C_DecryptInit`.
  public func beginDecryption(
    with key: ObjectHandle, _ mechanism: Mechanism, authenticate: Authentication? = nil
  ) throws(CryptokiError) -> CipherOperation {
    try CipherOperation(.decrypt, in: self, key, mechanism, authenticate)
  }
}
