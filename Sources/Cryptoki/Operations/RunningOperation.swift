internal import CCryptoki

/// An operation in parts between C_…Init and C_…Final. Going out of scope before its end cancels it.
struct RunningOperation: ~Copyable {
  private let kind: OperationKind
  private let session: Session
  private var isActive = true

  init(
    _ kind: OperationKind, in session: Session, _ key: ObjectHandle?, _ mechanism: Mechanism,
    _ authenticate: Session.Authentication?
  ) throws(CryptokiError) {
    try session.begin(kind, key, mechanism, authenticate)
    self.kind = kind
    self.session = session
  }

  deinit { if isActive { session.cancel(kind) } }

  /// Takes one part; returns the bytes that came back.
  mutating func take(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    try call(kind.part, output, endsIt: false) { [handle = session.handle, kind] functions, octets, length in
      kind.part(functions, handle, input.mutableBytes, UInt(input.count), octets, length)
    }
  }

  /// Ends the operation; returns the bytes that came back.
  mutating func end(into output: UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int {
    try call(kind.ending, output, endsIt: true) { [handle = session.handle, kind] functions, octets, length in
      kind.end(functions, handle, octets, length)
    }
  }

  private mutating func call(
    _ function: CryptokiFunction?, _ output: UnsafeMutableRawBufferPointer, endsIt: Bool,
    _ body: (OperationKind.Functions, OperationKind.Octets?, OperationKind.Length) -> CK_RV?
  ) throws(CryptokiError) -> Int {
    let function = function ?? kind.whole
    guard isActive else { throw CryptokiError(function: function, code: .CKR_OPERATION_NOT_INITIALIZED) }
    try session.requireOpen(function)
    var length = UInt(output.count)
    // A NULL output would only ask for the length.
    var nothing: UInt8 = 0
    let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let code = withUnsafeMutablePointer(to: &nothing) { placeholder in
      session.module.answer(of: function, session: session.handle) { body($0, target ?? placeholder, &length) }
    }
    // All but a buffer that is too small end the operation on the module's side.
    if code == .CKR_OK ? endsIt : code != .CKR_BUFFER_TOO_SMALL { isActive = false }
    guard code == .CKR_OK else { throw CryptokiError(function: function, code: code) }
    guard length <= UInt(output.count) else { throw CryptokiError(function: function, code: .CKR_GENERAL_ERROR) }
    return Int(length)
  }
}
