/// An encryption or decryption of data that comes in parts. Going out of scope before its end cancels it.
public struct CipherOperation: ~Copyable {
  private var running: RunningOperation

  init(
    _ kind: OperationKind, in session: Session, _ key: ObjectHandle, _ mechanism: Mechanism,
    _ authenticate: Session.Authentication?
  ) throws(CryptokiError) {
    running = try RunningOperation(kind, in: session, key, mechanism, authenticate)
  }

  /// Takes one part of the data.
  ///
  /// - Parameter output: room for the part and a block, 16 bytes for AES; some modules hold back what they were given and
  ///   let it out later.
  /// - Returns: the number of bytes written.
  /// - Throws: `CryptokiError`. After CKR_BUFFER_TOO_SMALL the same part may be given again with more room.
  ///
  /// The corresponding C functions are `C_EncryptUpdate` and `C_DecryptUpdate`.
  public mutating func update(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    if input.isEmpty { return 0 }
    return try running.take(input, into: output)
  }

  /// Ends the operation.
  ///
  /// - Parameter output: room for what was held back: a block, or for GCM all of the plain text and the tag.
  /// - Returns: the number of bytes written.
  ///
  /// The corresponding C functions are `C_EncryptFinal` and `C_DecryptFinal`.
  public mutating func finish(into output: UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int {
    try running.end(into: output)
  }
}
