extension Session {
  /// Signs data in one part into the caller's buffer.
  ///
  /// - Parameters:
  ///   - output: must hold the whole signature: a modulus' length for RSA, twice the order's for ECDSA.
  ///   - authenticate: logs in for this one use of the key, where the key demands it.
  /// - Returns: the number of bytes written.
  /// - Throws: `CryptokiError`; the operation is over then, too.
  ///
  /// The corresponding C functions are `C_SignInit` and `C_Sign`.
  public func sign(
    _ input: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer, authenticate: Authentication? = nil
  ) throws(CryptokiError) -> Int {
    try perform(.sign, key, mechanism, input, output, authenticate)
  }

  /// Verifies a signature over data in one part.
  ///
  /// - Returns: false for CKR_SIGNATURE_INVALID and CKR_SIGNATURE_LEN_RANGE, which are answers.
  /// - Throws: `CryptokiError` for any other code.
  ///
  /// The corresponding C functions are `C_VerifyInit` and `C_Verify`.
  public func verify(
    _ signature: UnsafeRawBufferPointer, over input: UnsafeRawBufferPointer, with key: ObjectHandle,
    _ mechanism: Mechanism
  ) throws(CryptokiError) -> Bool {
    try begin(.verify, key, mechanism, nil)
    let (code, _) = whole(.verify, input, UnsafeMutableRawBufferPointer(mutating: signature))
    return try code.isValidSignature(.C_Verify)
  }

  /// Signs data that the signature itself gives back. The corresponding C functions are `C_SignRecoverInit` and
  /// `C_SignRecover`.
  ///
  /// - Returns: the number of bytes written.
  public func signRecoverably(
    _ input: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer, authenticate: Authentication? = nil
  ) throws(CryptokiError) -> Int {
    try perform(.signRecover, key, mechanism, input, output, authenticate)
  }

  /// Gives back the data that a signature holds. The corresponding C functions are `C_VerifyRecoverInit` and
  /// `C_VerifyRecover`.
  ///
  /// - Parameter output: must hold the data; as many bytes as the signature has are enough.
  /// - Returns: the number of bytes written; nil where the signature is not valid.
  public func recover(
    from signature: UnsafeRawBufferPointer, with key: ObjectHandle, _ mechanism: Mechanism,
    into output: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int? {
    do throws(CryptokiError) {
      return try perform(.verifyRecover, key, mechanism, signature, output)
    } catch {
      guard error.function == .C_VerifyRecover else { throw error }
      _ = try error.code.isValidSignature(.C_VerifyRecover)
      return nil
    }
  }

  /// Begins a signature over data that comes in parts. The corresponding C function is `C_SignInit`.
  public func beginSignature(
    with key: ObjectHandle, _ mechanism: Mechanism, authenticate: Authentication? = nil
  ) throws(CryptokiError) -> SignatureOperation {
    try SignatureOperation(.sign, in: self, key, mechanism, authenticate)
  }

  /// Begins the verification of a signature over data that comes in parts. The corresponding C function is
  /// `C_VerifyInit`.
  public func beginVerification(
    with key: ObjectHandle, _ mechanism: Mechanism
  ) throws(CryptokiError) -> VerificationOperation {
    try VerificationOperation(in: self, key, mechanism)
  }
}

extension ReturnCode {
  /// What a verifying function answered: a signature that does not fit is an answer and no error.
  func isValidSignature(_ function: CryptokiFunction) throws(CryptokiError) -> Bool {
    switch self {
    case .CKR_OK: return true
    case .CKR_SIGNATURE_INVALID, .CKR_SIGNATURE_LEN_RANGE: return false
    default: throw CryptokiError(function: function, code: self)
    }
  }
}
