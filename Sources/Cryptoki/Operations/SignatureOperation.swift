/// A signature over, or a digest of, data that comes in parts. Going out of scope before its end cancels it.
public struct SignatureOperation: ~Copyable {
  private var running: RunningOperation

  init(
    _ kind: OperationKind, in session: Session, _ key: ObjectHandle?, _ mechanism: Mechanism,
    _ authenticate: Session.Authentication?
  ) throws(CryptokiError) {
    running = try RunningOperation(kind, in: session, key, mechanism, authenticate)
  }

  /// Takes one part of the data. The corresponding C functions are `C_SignUpdate` and `C_DigestUpdate`.
  public mutating func update(_ input: UnsafeRawBufferPointer) throws(CryptokiError) {
    if input.isEmpty { return }
    _ = try running.take(input, into: UnsafeMutableRawBufferPointer(start: nil, count: 0))
  }

  /// Ends the operation.
  ///
  /// - Parameter output: must hold the whole signature, or the whole digest.
  /// - Returns: the number of bytes written.
  ///
  /// The corresponding C functions are `C_SignFinal` and `C_DigestFinal`.
  public mutating func finish(into output: UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int {
    try running.end(into: output)
  }
}
