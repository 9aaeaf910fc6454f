internal import Cryptoki
internal import HSM

/// A protecting key in use: where it lies on its token, and its seed.
final class HeldKey: Sendable {
  let connection: Connection
  let object: KeyObject
  let seed: KeySeed
  let vectors: InitialisationVectors

  init(_ object: KeyObject, on connection: Connection, seed: consuming KeySeed, vectors: InitialisationVectors) {
    self.object = object
    self.connection = connection
    self.seed = seed
    self.vectors = vectors
  }

  var handle: ObjectHandle { ObjectHandle(rawValue: object.handle) }
  /// A handle holds until the module is initialised anew.
  var isCurrent: Bool { object.generation == connection.generation }

  var identity: KeyIdentity {
    KeyIdentity(
      token: object.token, label: object.label, keyType: KeyType.CKK_AES.rawValue, id: object.id,
      fingerprint: seed.fingerprint)
  }

  func mac(
    _ place: EnvelopePlace, version: Int64, mechanism: UInt, iv: [UInt8], cipherText: [UInt8]
  ) -> [UInt8] {
    seed.mac(
      over: place.fields(
        version: version, mechanism: mechanism, fingerprint: seed.fingerprint, iv: iv, cipherText: cipherText))
  }

  /// Whether an envelope was made with this key, for this place. Asked before anything is decrypted.
  func hasMade(_ envelope: Envelope, for place: EnvelopePlace) -> Bool {
    envelope.isKnown
      && isEqualInConstantTime(
        mac(
          place, version: envelope.version, mechanism: envelope.mechanism, iv: envelope.iv,
          cipherText: envelope.cipherText), envelope.mac)
  }

  /// Encrypts a text under a fresh IV, opens it again, and compares: what could not be opened is never kept.
  ///
  /// - Parameter check: memory of its own for what is opened; at least a block longer than the text.
  func encrypt(
    _ text: UnsafeRawBufferPointer, in session: Session, check: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Encrypted {
    let iv = try vectors.next(in: session)
    let encrypted = Encrypted(iv: iv, text: try AESCBCPad.encrypt(text, with: handle, iv: iv, in: session))
    let room = UnsafeMutableRawBufferPointer(rebasing: check[..<encrypted.text.count])
    let count = try decrypt(encrypted, in: session, into: room)
    guard areEqual(UnsafeRawBufferPointer(rebasing: room[..<count]), text) else {
      throw CryptokiError(function: .C_Decrypt, code: .CKR_GENERAL_ERROR)
    }
    return encrypted
  }

  /// - Parameter room: as many bytes as the cipher text.
  /// - Returns: the text's length.
  func decrypt(
    _ encrypted: Encrypted, in session: Session, into room: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    try AESCBCPad.decrypt(encrypted.text, with: handle, iv: encrypted.iv, in: session, into: room)
  }

  /// An envelope with the MAC for a place.
  func sealed(_ encrypted: Encrypted, for place: EnvelopePlace) -> Envelope {
    let version = Envelope.currentVersion
    let mechanism = MechanismType.CKM_AES_CBC_PAD.rawValue
    return Envelope(
      version: version, mechanism: mechanism, iv: encrypted.iv, cipherText: encrypted.text,
      mac: mac(place, version: version, mechanism: mechanism, iv: encrypted.iv, cipherText: encrypted.text))
  }
}

/// A cipher text and its initialisation vector.
struct Encrypted: Sendable {
  let iv: [UInt8]
  let text: [UInt8]
}
