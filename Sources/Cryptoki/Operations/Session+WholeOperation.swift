internal import CCryptoki

extension Session {
  /// One C_…Init and one C_… with the caller's buffer: two calls, and no question for the length before.
  ///
  /// A module that wants more room than the result takes, as some do for the padding that they strip, is asked once
  /// more with room of our own.
  func perform(
    _ kind: OperationKind, _ key: ObjectHandle?, _ mechanism: Mechanism, _ input: UnsafeRawBufferPointer,
    _ output: UnsafeMutableRawBufferPointer, _ authenticate: Authentication? = nil
  ) throws(CryptokiError) -> Int {
    try begin(kind, key, mechanism, authenticate)
    let (code, written) = whole(kind, input, output)
    switch code {
    case .CKR_OK:
      guard written <= UInt(output.count) else { throw CryptokiError(function: kind.whole, code: .CKR_GENERAL_ERROR) }
      return Int(written)
    case .CKR_BUFFER_TOO_SMALL:
      return try performInOwnRoom(kind, key, mechanism, input, output, authenticate, wanted: written)
    default:
      throw CryptokiError(function: kind.whole, code: code)
    }
  }

  /// The call that does all, with the length that the module answered.
  func whole(
    _ kind: OperationKind, _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) -> (ReturnCode, UInt) {
    if isGone { return (.CKR_SESSION_HANDLE_INVALID, 0) }
    var length = UInt(output.count)
    // Some modules take a NULL pointer to no data for a missing argument.
    var nothing: UInt8 = 0
    let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let code = withUnsafeMutablePointer(to: &nothing) { placeholder in
      module.answer(of: kind.whole, session: handle) {
        kind.whole(
          $0, handle, input.isEmpty ? placeholder : input.mutableBytes, UInt(input.count), target ?? placeholder,
          &length)
      }
    }
    return (code, length)
  }

  private func performInOwnRoom(
    _ kind: OperationKind, _ key: ObjectHandle?, _ mechanism: Mechanism, _ input: UnsafeRawBufferPointer,
    _ output: UnsafeMutableRawBufferPointer, _ authenticate: Authentication?, wanted: UInt
  ) throws(CryptokiError) -> Int {
    // What the module says it wants is believed up to a limit only.
    let room = max(input.count, output.count) + 64
    let size = max(room, Int(min(wanted, UInt(room + Self.largestSurplus))))
    let result = withScratch(size) { scratch in
      Result { () throws(CryptokiError) in
        var (code, written) = whole(kind, input, scratch)
        if code == .CKR_OPERATION_NOT_INITIALIZED {
          // This module ended the operation when the room was too small.
          try begin(kind, key, mechanism, authenticate)
          (code, written) = whole(kind, input, scratch)
        }
        if code == .CKR_BUFFER_TOO_SMALL { cancel(kind) }
        guard code == .CKR_OK else { throw CryptokiError(function: kind.whole, code: code) }
        guard written <= UInt(scratch.count) else {
          throw CryptokiError(function: kind.whole, code: .CKR_GENERAL_ERROR)
        }
        guard written <= UInt(output.count) else {
          throw CryptokiError(function: kind.whole, code: .CKR_BUFFER_TOO_SMALL)
        }
        output.copyMemory(from: UnsafeRawBufferPointer(rebasing: scratch[..<Int(written)]))
        return Int(written)
      }
    }
    return try result.get()
  }

  /// How much longer than its input a result is believed to be: 16 KiB hold a signature of any key in use.
  private static let largestSurplus = 16_384
}
