internal import CCryptoki
internal import Glibc

extension Session {
  /// What an operation does between C_…Init and its data: for keys with CKA_ALWAYS_AUTHENTICATE, the login for this one
  /// use, `{ session in try session.login(.CKU_CONTEXT_SPECIFIC, pin: …) }`.
  public typealias Authentication = (Session) throws(CryptokiError) -> Void

  func begin(
    _ kind: OperationKind, _ key: ObjectHandle?, _ mechanism: Mechanism, _ authenticate: Authentication?
  ) throws(CryptokiError) {
    try requireOpen(kind.beginning)
    let code = mechanism.withCMechanism { mechanism in
      module.answer(of: kind.beginning, session: handle) { kind.begin($0, handle, mechanism, key?.rawValue ?? 0) }
    }
    guard code == .CKR_OK else { throw CryptokiError(function: kind.beginning, code: code) }
    guard let authenticate else { return }
    do throws(CryptokiError) {
      try authenticate(self)
    } catch {
      cancel(kind)
      throw error
    }
  }

  /// Ends an operation that nobody will go on with, so that the session can begin another.
  ///
  /// C_SessionCancel does it where the module has it. Else the operation is ended as it would end by itself, into room
  /// that is wiped; where that fails, the session is marked and must not be used again.
  func cancel(_ kind: OperationKind) {
    if isGone { return }
    let cancelled = module.answer3(of: .C_SessionCancel, session: handle) {
      $0.pointee.C_SessionCancel?(handle, kind.cancelFlag.rawValue)
    }
    if cancelled == .CKR_OK { return }
    if let ending = kind.ending {
      let code = withScratch(Self.longestEnding) { room in
        var length = UInt(room.count)
        let octets = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return module.answer(of: ending, session: handle) { kind.end($0, handle, octets, &length) }
      }
      if code.endsOperation { return }
    }
    // Some modules cannot end in parts what has not had a part yet: one byte as the whole of it then does. But no
    // signature is made that nobody asked for.
    guard kind != .sign, kind != .signRecover else { return markUnfit() }
    let code = withScratch(Self.longestEnding) { room in
      whole(kind, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<1]), room).0
    }
    if !code.endsOperation { markUnfit() }
  }

  /// Room for what an operation may give at its end: a block, a tag, a signature of any size in use.
  private static let longestEnding = 16_384

  /// Lends memory that is wiped afterwards.
  func withScratch<Result>(
    _ count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Result
  ) -> Result {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
    room.initializeMemory(as: UInt8.self, repeating: 0)
    defer {
      if let start = room.baseAddress { explicit_bzero(start, room.count) }
      room.deallocate()
    }
    return body(room)
  }
}

extension ReturnCode {
  /// Whether an operation is over with this answer on every module; other answers leave it open whether it is.
  fileprivate var endsOperation: Bool {
    switch self {
    case .CKR_OK, .CKR_SIGNATURE_INVALID, .CKR_SIGNATURE_LEN_RANGE, .CKR_DATA_INVALID, .CKR_DATA_LEN_RANGE,
      .CKR_ENCRYPTED_DATA_INVALID, .CKR_ENCRYPTED_DATA_LEN_RANGE:
      true
    default: false
    }
  }
}
