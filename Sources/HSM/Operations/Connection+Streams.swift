internal import Cryptoki
internal import Foundation
internal import SecretMemory

/// What can go wrong while bytes pass through a token: the token, or where they come from and go to.
enum StreamFailure: Error {
  case token(CryptokiError)
  case stream(HSMError)
}

/// A key of the token in a session, ready for an operation.
struct KeyInSession {
  let session: Session
  let handle: ObjectHandle
  /// The login that the key demands for each use; nil for most.
  let authenticate: Session.Authentication?
  /// Of an RSA key: the bytes of its modulus, which no result exceeds.
  let modulusSize: Int?

  /// Makes a token's refusal a failure of the stream.
  func token<Value: ~Copyable>(
    _ body: () throws(CryptokiError) -> Value
  ) throws(StreamFailure) -> Value {
    do throws(CryptokiError) { return try body() } catch { throw .token(error) }
  }
}

extension Connection {
  /// Uses a key for bytes that stream through the token.
  ///
  /// A lost connection repeats it once, from the beginning of the source; a pipe has no way back, and its error says so.
  ///
  /// - Parameters:
  ///   - isPrivate: whether the key may demand a login for each use.
  ///   - body: must read the source from where it stands.
  func withKey<Value>(
    _ key: KeyObject, isPrivate: Bool, source: ByteSource, sink: ByteSink? = nil, couldNot what: String,
    _ body: (KeyInSession) throws(StreamFailure) -> Value
  ) throws(HSMError) -> Value {
    try require(.hardware, to: "use key \(key.labelText)")
    let modulusSize = key.keyType == .CKK_RSA ? key.bits.map { ($0 + 7) / 8 } : nil
    let result: Swift.Result<Value, HSMError> = try withSession(couldNot: what) { (session) throws(CryptokiError) in
      guard source.rewind(), sink?.rewind() ?? true else {
        return .failure(
          HSMError(
            .notConnected, "\(what): the connection was lost on the way, and a pipe cannot be read a second time",
            remedy: "run it again"))
      }
      let handle = try handle(of: key, in: session)
      do throws(StreamFailure) {
        let authenticate = isPrivate ? try authentication(for: handle, key, in: session) : nil
        return .success(
          try body(
            KeyInSession(session: session, handle: handle, authenticate: authenticate, modulusSize: modulusSize)))
      } catch {
        switch error {
        case .stream(let error): return .failure(error)
        case .token(let error):
          if error.function == .C_Login { heldPIN.wipe() }
          throw error
        }
      }
    }
    return try result.get()
  }

  /// The login for one use that a key with CKA_ALWAYS_AUTHENTICATE demands.
  private func authentication(
    for handle: ObjectHandle, _ key: KeyObject, in session: Session
  ) throws(StreamFailure) -> Session.Authentication? {
    let demands: Bool?
    do throws(CryptokiError) {
      demands = try AttributeReader([.CKA_ALWAYS_AUTHENTICATE]).read(handle, in: session).bool(.CKA_ALWAYS_AUTHENTICATE)
    } catch {
      throw .token(error)
    }
    guard demands == true else { return nil }
    if driver.pin == .protected {
      return { (session) throws(CryptokiError) in try session.loginAtPINPad(.CKU_CONTEXT_SPECIFIC) }
    }
    let box = SecretBox()
    do throws(HSMError) {
      if let held = heldPIN.copy() {
        box.put(held)
      } else if let pin = try pinProvider(driver.pin) {
        box.put(pin)
      }
    } catch {
      throw .stream(error)
    }
    guard !box.isEmpty else {
      throw .stream(
        HSMError(
          .loginNeeded, "key \(key.labelText) wants the PIN for each use, and it is not held",
          remedy: "set `hold-pin: yes`, or give the PIN by file or command"))
    }
    return { (session) throws(CryptokiError) in
      guard let pin = box.copy() else { return }
      try session.login(.CKU_CONTEXT_SPECIFIC, pin: pin)
    }
  }
}

extension ByteSource {
  /// The largest piece that is handed to a token at a time, in bytes.
  static let part = 1 << 16
  /// The most that is taken into memory for an operation that must be done in one part.
  static let longestWhole = 64 << 20

  /// Reads on, as a failure of the stream.
  func take(into room: UnsafeMutableRawBufferPointer) throws(StreamFailure) -> Int {
    do throws(HSMError) { return try read(into: room) } catch { throw .stream(error) }
  }

  /// Reads all the rest behind what was read already.
  func takeRest(after first: UnsafeRawBufferPointer) throws(StreamFailure) -> [UInt8] {
    var whole = Array(first)
    var room = [UInt8](repeating: 0, count: Self.part)
    while true {
      let result = room.withUnsafeMutableBytes { room in
        Result { () throws(StreamFailure) in try take(into: room) }
      }
      let count = try result.get()
      if count == 0 { return whole }
      guard whole.count + count <= Self.longestWhole else {
        throw .stream(
          HSMError(
            .failed, "the input is longer than the \(Self.longestWhole >> 20) MiB that one part may have",
            remedy: "use a mechanism that the token does in parts, or one that digests"))
      }
      whole += room.prefix(count)
    }
  }
}

extension StreamFailure {
  /// Whether the token says that it does not do this mechanism in parts.
  var meansOnePartOnly: Bool {
    guard case .token(let error) = self else { return false }
    switch error.code {
    case .CKR_FUNCTION_NOT_SUPPORTED, .CKR_OPERATION_NOT_INITIALIZED: return true
    default: return false
    }
  }
}
