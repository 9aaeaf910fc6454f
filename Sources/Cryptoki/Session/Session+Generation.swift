internal import CCryptoki

extension Session {
  /// Generates a secret key on the token. The corresponding C function is `C_GenerateKey`.
  public func generateKey(_ mechanism: Mechanism, _ template: Template) throws(CryptokiError) -> ObjectHandle {
    try makeKey(.C_GenerateKey, mechanism, template) { functions, mechanism, attributes, count, key in
      functions.pointee.C_GenerateKey?(handle, mechanism, attributes, count, key)
    }
  }

  /// Generates a key pair on the token. The halves have different attributes: each template is given to its half only.
  ///
  /// The corresponding C function is `C_GenerateKeyPair`.
  public func generateKeyPair(
    _ mechanism: Mechanism, publicKey: Template, privateKey: Template
  ) throws(CryptokiError) -> (publicKey: ObjectHandle, privateKey: ObjectHandle) {
    try requireOpen(.C_GenerateKeyPair)
    var publicHandle: UInt = 0
    var privateHandle: UInt = 0
    let code = mechanism.withCMechanism { mechanism in
      publicKey.withCTemplate { publicAttributes, publicCount in
        privateKey.withCTemplate { privateAttributes, privateCount in
          module.answer(of: .C_GenerateKeyPair, session: handle) {
            $0.pointee.C_GenerateKeyPair?(
              handle, mechanism, publicAttributes, publicCount, privateAttributes, privateCount,
              &publicHandle, &privateHandle)
          }
        }
      }
    }
    guard code == .CKR_OK else { throw CryptokiError(function: .C_GenerateKeyPair, code: code) }
    return (ObjectHandle(rawValue: publicHandle), ObjectHandle(rawValue: privateHandle))
  }

  /// Fills bytes from the token's random number generator. The corresponding C function is `C_GenerateRandom`.
  public func generateRandom(into bytes: UnsafeMutableRawBufferPointer) throws(CryptokiError) {
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    try call(.C_GenerateRandom) { $0.pointee.C_GenerateRandom?(handle, start, UInt(bytes.count)) }
  }
  /// Adds to the token's random number generator's seed.
  ///
  /// - Throws: `CryptokiError`; CKR_RANDOM_SEED_NOT_SUPPORTED where the generator takes none.
  ///
  /// The corresponding C function is `C_SeedRandom`.
  public func seedRandom(_ seed: UnsafeRawBufferPointer) throws(CryptokiError) {
    try call(.C_SeedRandom) { $0.pointee.C_SeedRandom?(handle, seed.mutableBytes, UInt(seed.count)) }
  }
}
