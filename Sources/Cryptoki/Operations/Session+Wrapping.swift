internal import CCryptoki

extension Session {
  /// Encrypts a key with another, so that it can leave the token.
  ///
  /// The room is guessed and then enlarged, never asked for: some modules ask for less than they then want.
  ///
  /// - Returns: the wrapped key.
  /// - Throws: `CryptokiError`; CKR_KEY_UNEXTRACTABLE and CKR_KEY_NOT_WRAPPABLE are about the key,
  ///   CKR_WRAPPING_KEY_… about the other.
  ///
  /// The corresponding C function is `C_WrapKey`.
  public func wrapKey(
    _ key: ObjectHandle, under wrappingKey: ObjectHandle, _ mechanism: Mechanism
  ) throws(CryptokiError) -> [UInt8] {
    try requireOpen(.C_WrapKey)
    var room = 4096
    while true {
      var length = UInt(room)
      var code = ReturnCode.CKR_OK
      let wrapped = [UInt8](unsafeUninitializedCapacity: room) { octets, count in
        code = mechanism.withCMechanism { mechanism in
          module.answer(of: .C_WrapKey, session: handle) {
            $0.pointee.C_WrapKey?(
              handle, mechanism, wrappingKey.rawValue, key.rawValue, octets.baseAddress, &length)
          }
        }
        count = code == .CKR_OK ? min(Int(clamping: length), room) : 0
      }
      switch code {
      case .CKR_OK where length <= UInt(room): return wrapped
      case .CKR_OK: throw CryptokiError(function: .C_WrapKey, code: .CKR_GENERAL_ERROR)
      case .CKR_BUFFER_TOO_SMALL where room < Self.longestWrappedKey: room *= 4
      default: throw CryptokiError(function: .C_WrapKey, code: code)
      }
    }
  }

  /// No wrapped key is believed to be longer than this many bytes: one of RSA-16384 has a tenth of them.
  private static let longestWrappedKey = 1 << 18

  /// Makes a key of what `wrapKey` gave, here or elsewhere.
  ///
  /// - Parameter template: CKA_CLASS and CKA_KEY_TYPE at least.
  ///
  /// The corresponding C function is `C_UnwrapKey`.
  public func unwrapKey(
    _ wrapped: UnsafeRawBufferPointer, under wrappingKey: ObjectHandle, _ mechanism: Mechanism, _ template: Template
  ) throws(CryptokiError) -> ObjectHandle {
    try makeKey(.C_UnwrapKey, mechanism, template) { functions, mechanism, attributes, count, key in
      functions.pointee.C_UnwrapKey?(
        handle, mechanism, wrappingKey.rawValue, wrapped.mutableBytes, UInt(wrapped.count), attributes, count, key)
    }
  }

  /// Makes a key of another key and what the mechanism's parameter says, such as the other side's public point.
  ///
  /// The corresponding C function is `C_DeriveKey`.
  public func deriveKey(
    from baseKey: ObjectHandle, _ mechanism: Mechanism, _ template: Template
  ) throws(CryptokiError) -> ObjectHandle {
    try makeKey(.C_DeriveKey, mechanism, template) { functions, mechanism, attributes, count, key in
      functions.pointee.C_DeriveKey?(handle, mechanism, baseKey.rawValue, attributes, count, key)
    }
  }

  /// Makes a key by a mechanism and a template. Three functions differ only in what they start from.
  func makeKey(
    _ function: CryptokiFunction, _ mechanism: Mechanism, _ template: Template,
    _ body: (
      UnsafeMutablePointer<CK_FUNCTION_LIST>, UnsafeMutablePointer<CK_MECHANISM>, UnsafeMutablePointer<CK_ATTRIBUTE>?,
      UInt, UnsafeMutablePointer<UInt>
    ) -> CK_RV?
  ) throws(CryptokiError) -> ObjectHandle {
    try requireOpen(function)
    var key: UInt = 0
    let code = mechanism.withCMechanism { mechanism in
      template.withCTemplate { attributes, count in
        module.answer(of: function, session: handle) { body($0, mechanism, attributes, count, &key) }
      }
    }
    guard code == .CKR_OK else { throw CryptokiError(function: function, code: code) }
    return ObjectHandle(rawValue: key)
  }
}
