internal import COpenSSL
internal import Cryptoki
internal import HSM
internal import SecretMemory

extension KeyStore {
  /// Encrypts bytes for a place, and opens them again before they are relied on.
  func protect(
    _ bytes: borrowing SecretBytes, for place: EnvelopePlace, with held: HeldKey
  ) throws(KeyStoreError) -> Envelope {
    try bytes.withUnsafeBytes { (text) throws(KeyStoreError) -> Envelope in
      do throws(HSMError) {
        let encrypted = try held.connection.withSession(couldNot: "the secret \(place.name) was not protected") {
          (session) throws(CryptokiError) -> Encrypted in
          var encrypted: Swift.Result<Encrypted, CryptokiError>?
          _ = SecretBytes(count: text.count + 16) { check in
            encrypted = Swift.Result { () throws(CryptokiError) in try held.encrypt(text, in: session, check: check) }
            return 0
          }
          guard let encrypted else { throw CryptokiError(function: .C_Encrypt, code: .CKR_HOST_MEMORY) }
          return try encrypted.get()
        }
        return held.sealed(encrypted, for: place)
      } catch {
        if error.isOfStaleHandle { keys.drop(held) }
        throw KeyStoreError(error)
      }
    }
  }

  /// Opens an envelope: its MAC first, and only then C_Decrypt.
  func open(_ stored: StoredSecret) throws(KeyStoreError) -> SecretBytes {
    let path = stored.secret.path
    for isLast in [false, true] {
      let held = try hold(stored.secret.key)
      guard held.hasMade(stored.envelope, for: stored.place) else { throw Self.cannotOpen(path) }
      let box = SecretBox()
      do {
        try held.connection.withSession(couldNot: "the secret \(path) could not be opened") {
          (session) throws(CryptokiError) in
          box.put(
            try SecretBytes(count: stored.envelope.cipherText.count) { (room) throws(CryptokiError) in
              try held.decrypt(stored.envelope.encrypted, in: session, into: room)
            })
        }
      } catch {
        if error.isOfStaleHandle, !isLast {
          keys.drop(held)
          continue
        }
        guard error.code == .failed else { throw KeyStoreError(error) }
        throw Self.cannotOpen(path)
      }
      guard let bytes = box.take(), bytes.count == stored.secret.size else { throw Self.cannotOpen(path) }
      return bytes
    }
    throw Self.cannotOpen(path)
  }
}

/// Whether two texts are the same, in a time that depends on their length only.
func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard a.count == b.count else { return false }
  guard let first = a.baseAddress, let second = b.baseAddress else { return true }
  return CRYPTO_memcmp(first, second, a.count) == 0
}

extension HSMError {
  /// Whether the object's number is no longer valid: it may have another one by now.
  var isOfStaleHandle: Bool { cause.map { TriageTable().verdict(of: $0.code) == .staleHandle } ?? false }
}
