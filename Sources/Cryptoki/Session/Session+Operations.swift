internal import CCryptoki

extension Session {
  /// Encrypts data in one part into the caller's buffer.
  ///
  /// - Parameters:
  ///   - output: must hold the whole result: for AES_CBC_PAD up to 16 bytes more than the input.
  /// - Returns: the number of bytes written.
  ///
  /// The corresponding C functions are `C_EncryptInit` and `C_Encrypt`.
  public func encrypt(
    _ input: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    try begin(.C_EncryptInit, key, mechanism) { $0.pointee.C_EncryptInit?(handle, $1, key.rawValue) }
    return try single(.C_Encrypt, input, output) { $0.pointee.C_Encrypt?(handle, $1, $2, $3, $4) }
  }

  /// Decrypts data in one part into the caller's buffer.
  ///
  /// - Parameter output: as many bytes as the input; some modules want that much though less comes out.
  /// - Returns: the number of bytes written.
  ///
  /// The corresponding C functions are `C_DecryptInit` and `C_Decrypt`.
  public func decrypt(
    _ input: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    try begin(.C_DecryptInit, key, mechanism) { $0.pointee.C_DecryptInit?(handle, $1, key.rawValue) }
    return try single(.C_Decrypt, input, output) { $0.pointee.C_Decrypt?(handle, $1, $2, $3, $4) }
  }

  /// Signs data in one part into the caller's buffer.
  ///
  /// - Parameter output: must hold the whole signature: a modulus' length for RSA, twice the order's for ECDSA.
  /// - Returns: the number of bytes written.
  ///
  /// The corresponding C functions are `C_SignInit` and `C_Sign`.
  public func sign(
    _ input: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    try begin(.C_SignInit, key, mechanism) { $0.pointee.C_SignInit?(handle, $1, key.rawValue) }
    return try single(.C_Sign, input, output) { $0.pointee.C_Sign?(handle, $1, $2, $3, $4) }
  }

  private typealias Functions = UnsafeMutablePointer<CK_FUNCTION_LIST>

  private func begin(
    _ function: CryptokiFunction, _ key: ObjectHandle, _ mechanism: Mechanism,
    _ body: (Functions, UnsafeMutablePointer<CK_MECHANISM>) -> CK_RV?
  ) throws(CryptokiError) {
    try requireOpen(function)
    let code = mechanism.withCMechanism { mechanism in
      module.answer(of: function, session: handle) { body($0, mechanism) }
    }
    guard code == .CKR_OK else { throw CryptokiError(function: function, code: code) }
  }

  private func single(
    _ function: CryptokiFunction, _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer,
    _ body: (
      Functions, UnsafeMutablePointer<UInt8>?, UInt, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt>
    ) -> CK_RV?
  ) throws(CryptokiError) -> Int {
    var written = UInt(output.count)
    let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    // Some modules take a NULL pointer to no data for a missing argument.
    var nothing: UInt8 = 0
    try withUnsafeMutablePointer(to: &nothing) { (placeholder) throws(CryptokiError) in
      try call(function) {
        body($0, input.isEmpty ? placeholder : input.mutableBytes, UInt(input.count), target, &written)
      }
    }
    guard written <= UInt(output.count) else { throw CryptokiError(function: function, code: .CKR_GENERAL_ERROR) }
    return Int(written)
  }
}
