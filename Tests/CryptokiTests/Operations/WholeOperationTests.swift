import Cryptoki
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct WholeOperationTests {
  private let text = Array("what is to be kept, twenty and more bytes".utf8)

  @Test func `an encryption is two calls, and so is a decryption`() throws {
    let token = try TestToken()
    let records = Recorder<CallRecord>()
    try token.withSession(observer: { records.add($0) }) { session in
      let key = try session.makeAESKey()
      let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      records.removeAll()
      let cipher = try session.encrypt(text, key, mechanism)
      #expect(records.elements.map(\.function) == [.C_EncryptInit, .C_Encrypt])
      records.removeAll()
      #expect(try session.decrypt(cipher, key, mechanism) == text)
      #expect(records.elements.map(\.function) == [.C_DecryptInit, .C_Decrypt])
    }
  }

  /// SoftHSM wants room for the padding, too, which the plain text does not have.
  @Test func `a plain text fits into a buffer that is just as long`() throws {
    try TestToken().withSession { session in
      let key = try session.makeAESKey()
      let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      let cipher = try session.encrypt(text, key, mechanism)
      #expect(try session.decrypt(cipher, key, mechanism, room: text.count) == text)
      #expect(throws: CryptokiError(function: .C_Decrypt, code: .CKR_BUFFER_TOO_SMALL)) {
        try session.decrypt(cipher, key, mechanism, room: text.count - 1)
      }
      // Nothing of the one that failed is left in the session.
      #expect(try session.decrypt(cipher, key, mechanism) == text)
      #expect(!session.isUnfit)
    }
  }

  @Test func `nothing is encrypted and decrypted as well as something`() throws {
    try TestToken().withSession { session in
      let key = try session.makeAESKey()
      let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      let cipher = try session.encrypt([], key, mechanism)
      #expect(cipher.count == 16)
      #expect(try session.decrypt(cipher, key, mechanism, room: 0) == [])
    }
  }

  @Test func `a failed decryption leaves the session to the next`() throws {
    try TestToken().withSession { session in
      let key = try session.makeAESKey()
      let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      #expect(throws: CryptokiError.self) { try session.decrypt([1, 2, 3], key, mechanism) }
      let cipher = try session.encrypt(text, key, mechanism)
      #expect(try session.decrypt(cipher, key, mechanism) == text)
    }
  }

  @Test func `a signature is verified, and one that does not fit is an answer`() throws {
    try TestToken().withSession { session in
      let (publicKey, privateKey) = try session.makeRSAPair()
      let mechanism = Mechanism(.CKM_SHA256_RSA_PKCS)
      var signature = try session.sign(text, privateKey, mechanism)
      #expect(signature.count == 256)
      #expect(try session.verify(signature, over: text, publicKey, mechanism))
      #expect(try !session.verify(signature, over: text + [0], publicKey, mechanism))
      #expect(try !session.verify(signature.dropLast(), over: text, publicKey, mechanism))
      signature[100] ^= 1
      #expect(try !session.verify(signature, over: text, publicKey, mechanism))
    }
  }

  @Test func `OAEP takes its parameter, and refuses a wrong one`() throws {
    try TestToken().withSession { session in
      let (publicKey, privateKey) = try session.makeRSAPair()
      let mechanism = Mechanism(.CKM_RSA_PKCS_OAEP, .oaep(hash: .CKM_SHA_1, mask: .CKG_MGF1_SHA1, label: []))
      let cipher = try session.encrypt(text, publicKey, mechanism)
      #expect(try session.decrypt(cipher, privateKey, mechanism) == text)
      #expect(throws: CryptokiError(function: .C_EncryptInit, code: .CKR_ARGUMENTS_BAD)) {
        try session.encrypt(text, publicKey, Mechanism(.CKM_RSA_PKCS_OAEP))
      }
    }
  }

  @Test(arguments: [0, 20, 32]) func `PSS takes hash, mask and salt length`(saltLength: Int) throws {
    try TestToken().withSession { session in
      let (publicKey, privateKey) = try session.makeRSAPair()
      func mechanism(salt: Int) -> Mechanism {
        Mechanism(.CKM_SHA256_RSA_PKCS_PSS, .pss(hash: .CKM_SHA256, mask: .CKG_MGF1_SHA256, saltLength: salt))
      }
      let signature = try session.sign(text, privateKey, mechanism(salt: saltLength))
      #expect(try session.verify(signature, over: text, publicKey, mechanism(salt: saltLength)))
      #expect(try !session.verify(signature, over: text, publicKey, mechanism(salt: saltLength + 1)))
    }
  }

  @Test func `GCM tells changed additional data`() throws {
    try TestToken().withSession { session in
      let key = try session.makeAESKey()
      func mechanism(_ data: String) -> Mechanism {
        Mechanism(
          .CKM_AES_GCM,
          .gcm(iv: [UInt8](repeating: 3, count: 12), additionalData: Array(data.utf8), tagBits: 128))
      }
      let cipher = try session.encrypt(text, key, mechanism("header"))
      #expect(cipher.count == text.count + 16)
      #expect(try session.decrypt(cipher, key, mechanism("header")) == text)
      #expect(throws: CryptokiError.self) { try session.decrypt(cipher, key, mechanism("other")) }
    }
  }

  @Test func `a digest is the standard's`() throws {
    try TestToken().withSession { session in
      let digest = try session.bytes(from: Array("abc".utf8), room: 64) {
        try session.digest($0, Mechanism(.CKM_SHA256), into: $1)
      }
      #expect(hexadecimal(digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
  }

  @Test func `what the module does not do is said with the function's name`() throws {
    try TestToken().withSession { session in
      let (publicKey, privateKey) = try session.makeRSAPair()
      #expect(throws: CryptokiError(function: .C_SignRecoverInit, code: .CKR_FUNCTION_NOT_SUPPORTED)) {
        try session.bytes(from: [1], room: 512) {
          try session.signRecoverably($0, with: privateKey, Mechanism(.CKM_RSA_PKCS), into: $1)
        }
      }
      #expect(throws: CryptokiError(function: .C_VerifyRecoverInit, code: .CKR_FUNCTION_NOT_SUPPORTED)) {
        try session.bytes(from: [1], room: 512) {
          try session.recover(from: $0, with: publicKey, Mechanism(.CKM_RSA_PKCS), into: $1) ?? 0
        }
      }
      #expect(throws: CryptokiError(function: .C_LoginUser, code: .CKR_FUNCTION_NOT_SUPPORTED)) {
        try session.login(.CKU_USER, name: "alice", pin: TestToken.secret(TestToken.pin))
      }
    }
  }

  @Test func `a key that demands a login for each use gets it between Init and the data`() throws {
    try TestToken().withSession { session in
      let (publicKey, privateKey) = try session.makeP256Pair([.CKA_ALWAYS_AUTHENTICATE: true, .CKA_PRIVATE: true])
      let mechanism = Mechanism(.CKM_ECDSA)
      let digest = [UInt8](repeating: 9, count: 32)
      func sign(pin: String) throws -> [UInt8] {
        try session.bytes(from: digest, room: 512) {
          try session.sign($0, with: privateKey, mechanism, into: $1) { (session) throws(CryptokiError) in
            try session.login(.CKU_CONTEXT_SPECIFIC, pin: TestToken.secret(pin))
          }
        }
      }
      #expect(throws: CryptokiError(function: .C_Sign, code: .CKR_USER_NOT_LOGGED_IN)) {
        try session.sign(digest, privateKey, mechanism)
      }
      #expect(try session.verify(sign(pin: TestToken.pin), over: digest, publicKey, mechanism))
    }
  }

  /// SoftHSM has no C_SessionCancel, and ECDSA comes in one part: nothing but the session's end ends the operation.
  @Test func `a session whose operation cannot be ended is marked`() throws {
    try TestToken().withSession { session in
      let (_, privateKey) = try session.makeP256Pair([.CKA_ALWAYS_AUTHENTICATE: true, .CKA_PRIVATE: true])
      #expect(throws: CryptokiError(function: .C_Login, code: .CKR_PIN_INCORRECT)) {
        try session.bytes(from: [1], room: 512) {
          try session.sign($0, with: privateKey, Mechanism(.CKM_ECDSA), into: $1) { (session) throws(CryptokiError) in
            try session.login(.CKU_CONTEXT_SPECIFIC, pin: TestToken.secret("wrong-pin"))
          }
        }
      }
      #expect(session.isUnfit)
    }
  }
}
