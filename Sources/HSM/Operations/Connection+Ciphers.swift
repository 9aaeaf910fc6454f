public import Cryptoki
internal import Foundation

extension Connection {
  /// Encrypts bytes of any length; what is longer than 64 KiB goes in parts where the token does the mechanism so.
  ///
  /// - Parameter key: a public or secret key, found anew and verified before it is used.
  /// - Throws: `HSMError`; `refused` where the driver is not configured for use case hardware, or an AES key's seed would
  ///   be told. What was written to the sink by then is nothing whole.
  public func encrypt(
    _ source: ByteSource, to sink: ByteSink, with key: KeyObject, _ mechanism: Mechanism
  ) throws(HSMError) {
    try cipher(.encrypt, source, sink, key, mechanism, couldNot: "nothing could be encrypted with \(key.labelText)")
  }

  /// Decrypts bytes of any length, on the same terms as `encrypt`.
  ///
  /// - Parameter key: a private or secret key.
  public func decrypt(
    _ source: ByteSource, to sink: ByteSink, with key: KeyObject, _ mechanism: Mechanism
  ) throws(HSMError) {
    try cipher(.decrypt, source, sink, key, mechanism, couldNot: "nothing could be decrypted with \(key.labelText)")
  }

  private func cipher(
    _ use: OperationUse, _ source: ByteSource, _ sink: ByteSink, _ key: KeyObject, _ mechanism: Mechanism,
    couldNot what: String
  ) throws(HSMError) {
    let isPrivate = key.objectClass == .CKO_PRIVATE_KEY
    let object = key
    try withKey(key, isPrivate: isPrivate, source: source, sink: sink, couldNot: what) {
      (key) throws(StreamFailure) in
      let target = GuardedSink(sink: sink, seed: try SeedGuard.guarding(use, mechanism, with: key, object))
      try withWipedRoom(ByteSource.part + 1) { room in
        Result { () throws(StreamFailure) in
          let count = try source.take(into: room)
          let first = UnsafeRawBufferPointer(rebasing: room[..<count])
          if count <= ByteSource.part { return try key.whole(use, first, target, mechanism) }
          if use == .encrypt || !mechanism.provesItsText {
            do throws(StreamFailure) {
              return try key.parts(use, first, source, target, mechanism)
            } catch {
              guard error.meansOnePartOnly, source.rewind(), sink.rewind() else { throw error }
            }
            let all = try source.takeRest(after: UnsafeRawBufferPointer(start: nil, count: 0))
            return try key.whole(use, all, target, mechanism)
          }
          // Nothing may be let out before the tag has proved it, so that parts would gain nothing.
          return try key.whole(use, try source.takeRest(after: first), target, mechanism)
        }
      }.get()
    }
  }
}

extension Mechanism {
  /// Whether decryption ends with a proof that the text is the one that was encrypted.
  fileprivate var provesItsText: Bool { type.parameter == .gcm || type.parameter == .ccm }
}

extension KeyInSession {
  /// How much longer than its input a result may be: a block and a tag, or an RSA modulus that the token does not
  /// tell.
  private static let surplus = 2048

  fileprivate func whole(
    _ use: OperationUse, _ input: [UInt8], _ sink: GuardedSink, _ mechanism: Mechanism
  ) throws(StreamFailure) {
    var input = input
    defer { input.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } } }
    try input.withUnsafeBytes { bytes in
      Result { () throws(StreamFailure) in try whole(use, bytes, sink, mechanism) }
    }.get()
  }

  fileprivate func whole(
    _ use: OperationUse, _ input: UnsafeRawBufferPointer, _ sink: GuardedSink, _ mechanism: Mechanism
  ) throws(StreamFailure) {
    // Some modules take the room that they are given for the length of an RSA result: it has no byte too many.
    try withWipedRoom(modulusSize ?? input.count + Self.surplus) { room in
      Result { () throws(StreamFailure) in
        let count = try token { () throws(CryptokiError) in
          use == .encrypt
            ? try session.encrypt(input, with: handle, mechanism, into: room, authenticate: authenticate)
            : try session.decrypt(input, with: handle, mechanism, into: room, authenticate: authenticate)
        }
        try sink.put(room, count)
      }
    }.get()
  }

  fileprivate func parts(
    _ use: OperationUse, _ first: UnsafeRawBufferPointer, _ source: ByteSource, _ sink: GuardedSink,
    _ mechanism: Mechanism
  ) throws(StreamFailure) {
    var operation = try token { () throws(CryptokiError) in
      use == .encrypt
        ? try session.beginEncryption(with: handle, mechanism, authenticate: authenticate)
        : try session.beginDecryption(with: handle, mechanism, authenticate: authenticate)
    }
    try withWipedRoom(ByteSource.part + Self.surplus) { room in
      Result { () throws(StreamFailure) in
        var heldBack = 0
        func update(_ part: UnsafeRawBufferPointer) throws(StreamFailure) {
          let count: Int
          do throws(CryptokiError) { count = try operation.update(part, into: room) } catch { throw .token(error) }
          heldBack += part.count - count
          try sink.put(room, count)
        }
        try update(first)
        try source.forEachPart(update)
        // Some modules let nothing out before the end.
        try withWipedRoom(max(heldBack, 0) + Self.surplus) { room in
          Result { () throws(StreamFailure) in
            let count: Int
            do throws(CryptokiError) { count = try operation.finish(into: room) } catch { throw .token(error) }
            try sink.put(room, count)
          }
        }.get()
      }
    }.get()
  }
}

/// Where results go, past the guard of the key's seed.
private struct GuardedSink {
  let sink: ByteSink
  let seed: SeedGuard?

  func put(_ room: UnsafeMutableRawBufferPointer, _ count: Int) throws(StreamFailure) {
    try seed?.check(UnsafeRawBufferPointer(rebasing: room[..<count]))
    do throws(HSMError) {
      try sink.write(UnsafeRawBufferPointer(rebasing: room[..<count]))
    } catch {
      throw .stream(error)
    }
  }
}
