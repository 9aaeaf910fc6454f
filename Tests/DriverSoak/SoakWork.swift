import Cryptoki
import HSM

/// One piece of work, whose right answer is known.
struct SoakWork: Sendable {
  private let connection: Connection
  private let work: SoakedDriver.Work
  /// RSA PKCS #1 v1.5 signs the same text alike each time.
  private let signature: [UInt8]

  private static let label = AttributeValue.text("soaked")
  private static let text = Array("what is signed".utf8)

  /// Makes the key that is worked with.
  init(_ work: SoakedDriver.Work, on connection: Connection) throws(HSMError) {
    self.connection = connection
    self.work = work
    try connection.withSession(readWrite: true, repeats: false, couldNot: "the soak's key could not be made") {
      (session) throws(CryptokiError) in
      switch work {
      case .encrypting:
        _ = try session.generateKey(
          Mechanism(.CKM_AES_KEY_GEN),
          [
            .CKA_TOKEN: true, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_LABEL: Self.label,
            .CKA_ID: .bytes([1]), .CKA_VALUE_LEN: .number(32), .CKA_ENCRYPT: true, .CKA_DECRYPT: true,
          ])
      case .signing:
        _ = try session.generateKeyPair(
          Mechanism(.CKM_RSA_PKCS_KEY_PAIR_GEN),
          publicKey: [
            .CKA_TOKEN: true, .CKA_LABEL: Self.label, .CKA_ID: .bytes([1]), .CKA_MODULUS_BITS: .number(2048),
            .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1]), .CKA_VERIFY: true,
          ],
          privateKey: [
            .CKA_TOKEN: true, .CKA_LABEL: Self.label, .CKA_ID: .bytes([1]), .CKA_PRIVATE: true,
            .CKA_SENSITIVE: true, .CKA_SIGN: true,
          ])
      }
    }
    signature = work == .signing ? try Self.sign(connection) : []
  }

  /// Does it once; false where the answer is wrong.
  func once() throws(HSMError) -> Bool {
    switch work {
    case .signing: try Self.sign(connection) == signature
    case .encrypting: try encryptAndDecrypt()
    }
  }

  private static func sign(_ connection: Connection) throws(HSMError) -> [UInt8] {
    try connection.withSession(couldNot: "nothing could be signed") { (session) throws(CryptokiError) in
      let key = try key(.CKO_PRIVATE_KEY, in: session)
      return try bytes(from: text, room: 512) { (text, room) throws(CryptokiError) in
        try session.sign(text, with: key, Mechanism(.CKM_RSA_PKCS), into: room)
      }
    }
  }

  private func encryptAndDecrypt() throws(HSMError) -> Bool {
    let text = Self.random(48)
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: Self.random(16))
    let cipherText = try connection.withSession(couldNot: "nothing could be encrypted") {
      (session) throws(CryptokiError) in
      let key = try Self.key(.CKO_SECRET_KEY, in: session)
      return try Self.bytes(from: text, room: 80) { (text, room) throws(CryptokiError) in
        try session.encrypt(text, with: key, mechanism, into: room)
      }
    }
    let opened = try connection.withSession(couldNot: "nothing could be decrypted") {
      (session) throws(CryptokiError) in
      let key = try Self.key(.CKO_SECRET_KEY, in: session)
      return try Self.bytes(from: cipherText, room: 80) { (text, room) throws(CryptokiError) in
        try session.decrypt(text, with: key, mechanism, into: room)
      }
    }
    return opened == text
  }

  private static func key(_ objectClass: ObjectClass, in session: Session) throws(CryptokiError) -> ObjectHandle {
    let found = try session.findObjects([.CKA_CLASS: .objectClass(objectClass), .CKA_LABEL: label])
    guard let key = found.first else {
      // A store that is gone says so by finding nothing.
      throw CryptokiError(function: .C_FindObjects, code: .CKR_KEY_HANDLE_INVALID)
    }
    return key
  }

  private static func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: .min ... .max) } }

  private static func bytes(
    from input: [UInt8], room: Int,
    _ work: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int
  ) throws(CryptokiError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: room)
    let count = try input.withUnsafeBytes { input in
      output.withUnsafeMutableBytes { output in Result { () throws(CryptokiError) in try work(input, output) } }
    }.get()
    return Array(output.prefix(count))
  }
}
