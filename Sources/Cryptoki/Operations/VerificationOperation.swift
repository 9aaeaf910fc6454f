/// The verification of a signature over data that comes in parts. Going out of scope before its end cancels it.
public struct VerificationOperation: ~Copyable {
  private var running: RunningOperation

  init(in session: Session, _ key: ObjectHandle, _ mechanism: Mechanism) throws(CryptokiError) {
    running = try RunningOperation(.verify, in: session, key, mechanism, nil)
  }

  /// Takes one part of the data. The corresponding C function is `C_VerifyUpdate`.
  public mutating func update(_ input: UnsafeRawBufferPointer) throws(CryptokiError) {
    if input.isEmpty { return }
    _ = try running.take(input, into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
  }

  /// Ends the operation with the signature.
  ///
  /// - Returns: false for CKR_SIGNATURE_INVALID and CKR_SIGNATURE_LEN_RANGE, which are answers.
  ///
  /// The corresponding C function is `C_VerifyFinal`.
  public mutating func finish(_ signature: UnsafeRawBufferPointer) throws(CryptokiError) -> Bool {
    do throws(CryptokiError) {
      _ = try running.end(into: UnsafeMutableRawBufferPointer(mutating: signature))
      return true
    } catch {
      guard error.function == .C_VerifyFinal else { throw error }
      return try error.code.isValidSignature(.C_VerifyFinal)
    }
  }
}
