internal import Cryptoki
internal import HSM

extension Cryptogram {
  static let currentVersion = 1
  private static let textLength = 64

  /// Proves a key and makes the cryptogram by which it is known from now on: fresh random text is encrypted under a fresh
  /// IV, decrypted again, and compared.
  ///
  /// - Throws: `CryptokiError` from the token; CKR_GENERAL_ERROR of C_Decrypt where the text came back another.
  init(provedBy key: ObjectHandle, in session: Session, for scope: Scope) throws(CryptokiError) {
    let iv = randomBytes(16)
    let text = randomBytes(Self.textLength)
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
    let cipherText = try Self.output(text.count + 16, of: text) { (input, room) throws(CryptokiError) in
      try session.encrypt(input, with: key, mechanism, into: room)
    }
    let opened = try Self.output(cipherText.count, of: cipherText) { (input, room) throws(CryptokiError) in
      try session.decrypt(input, with: key, mechanism, into: room)
    }
    guard isEqualInConstantTime(opened, text) else {
      throw CryptokiError(function: .C_Decrypt, code: .CKR_GENERAL_ERROR)
    }
    let seed = try KeySeed(of: key, in: session)
    self.init(
      version: Self.currentVersion, iv: iv, cipherText: cipherText, textHash: sha256(text),
      fingerprint: seed.fingerprint, mac: [])
    mac = seed.mac(over: fields(for: scope))
  }

  /// Whether a key is the one that made this: its fingerprint, the MAC, and only then the text, compared.
  ///
  /// The return code of C_Decrypt proves nothing: one wrong key in 256 answers CKR_OK.
  func isMadeBy(_ key: ObjectHandle, in session: Session, for scope: Scope) throws(CryptokiError) -> Bool {
    let seed = try KeySeed(of: key, in: session)
    guard isSignedBy(seed, for: scope) else { return false }
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
    let text = try Self.output(cipherText.count, of: cipherText) { (input, room) throws(CryptokiError) in
      try session.decrypt(input, with: key, mechanism, into: room)
    }
    return isEqualInConstantTime(sha256(text), textHash)
  }

  /// Whether fingerprint and MAC are those of the seed's key: no call to the token.
  func isSignedBy(_ seed: borrowing KeySeed, for scope: Scope) -> Bool {
    version == Self.currentVersion && isEqualInConstantTime(seed.fingerprint, fingerprint)
      && isEqualInConstantTime(seed.mac(over: fields(for: scope)), mac)
  }

  private func fields(for scope: Scope) -> MACFields {
    MACFields([
      .bytes(Array(scope.storageKey.utf8)), .bytes(iv), .bytes(cipherText), .bytes(textHash), .bytes(fingerprint),
    ])
  }

  private static func output(
    _ capacity: Int, of input: [UInt8],
    _ body: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int
  ) throws(CryptokiError) -> [UInt8] {
    var room = [UInt8](repeating: 0, count: capacity)
    let written = try input.withUnsafeBytes { input in
      room.withUnsafeMutableBytes { room in
        Result { () throws(CryptokiError) in try body(input, room) }
      }
    }.get()
    return Array(room.prefix(written))
  }
}
