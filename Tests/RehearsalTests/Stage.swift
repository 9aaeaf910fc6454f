import Cryptoki
import SecretMemory
import Support
import TokenSupport

/// A module under rehearsal with a session that is logged in and a key of each kind, on which everything that Cryptoki
/// offers can be done.
final class Stage {
  let rehearsal: Rehearsal
  let module: Module
  let slot: SlotID
  private(set) var session: Session
  /// Whose objects the keys are: they last as long as it is open.
  private let owner: Session
  let aes: ObjectHandle
  let ec: (publicKey: ObjectHandle, privateKey: ObjectHandle)
  let cipherText: [UInt8]
  let wrapped: [UInt8]
  let point: [UInt8]

  static let cbc = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
  static let ecdsa = Mechanism(.CKM_ECDSA)
  static let keyWrap = Mechanism(.CKM_AES_KEY_WRAP)
  static let hmac = Mechanism(.CKM_SHA256_HMAC)
  static let text = [UInt8](repeating: 9, count: 40)
  static let digest = [UInt8](repeating: 5, count: 32)
  static let secretKey: Template = [
    .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES), .CKA_ENCRYPT: true,
    .CKA_DECRYPT: true,
  ]

  init(_ lines: String...) throws {
    rehearsal = try Rehearsal()
    try rehearsal.order(lines)
    module = try rehearsal.module()
    slot = try rehearsal.slot(in: module)
    session = try module.openSession(on: slot, readWrite: true)
    try session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    owner = try module.openSession(on: slot, readWrite: true)
    // Public, since the handle of a private object ends with the login.
    aes = try owner.makeAESKey([.CKA_EXTRACTABLE: true, .CKA_PRIVATE: false])
    ec = try owner.makeP256Pair([.CKA_PRIVATE: false])
    cipherText = try session.encrypt(Self.text, aes, Self.cbc)
    wrapped = try session.wrapKey(aes, under: aes, Self.keyWrap)
    point = try AttributeReader([.CKA_EC_POINT]).read(ec.publicKey, in: session).bytes(.CKA_EC_POINT) ?? []
  }

  deinit {
    // The test said what it had to say by now.
    try? rehearsal.order()
    session.close()
    owner.close()
    try? module.finalize()
  }

  /// Another session, for when this one's operation was left in the middle. The login goes on.
  func takeNewSession() throws {
    let old = session
    session = try module.openSession(on: slot, readWrite: true)
    old.close()
  }

  /// One thing that Cryptoki does, and the C functions that it calls for it.
  struct Deed: Sendable {
    let functions: [CryptokiFunction]
    let body: @Sendable (Stage) throws -> Void

    init(_ functions: CryptokiFunction..., body: @escaping @Sendable (Stage) throws -> Void) {
      self.functions = functions
      self.body = body
    }
  }

  private static func withBytes(
    _ input: [UInt8], room: Int = 1024,
    _ body: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    var output = [UInt8](repeating: 0, count: room)
    try input.withUnsafeBytes { input in try output.withUnsafeMutableBytes { try body(input, $0) } }
  }

  /// All of them. None changes the token in a way that another would notice.
  static let deeds: [Deed] = lookingDeeds + sessionDeeds + objectDeeds + operationDeeds + partDeeds + keyDeeds

  private static let lookingDeeds = [
    Deed(.C_GetInfo) { _ = try $0.module.info() },
    Deed(.C_GetSlotList) { _ = try $0.module.slots() },
    Deed(.C_GetSlotInfo) { _ = try $0.module.slotInfo($0.slot) },
    Deed(.C_GetTokenInfo) { _ = try $0.module.tokenInfo($0.slot) },
    Deed(.C_GetMechanismList) { _ = try $0.module.mechanisms($0.slot) },
    Deed(.C_GetMechanismInfo) { _ = try $0.module.mechanismInfo(.CKM_AES_CBC_PAD, in: $0.slot) },
    Deed(.C_WaitForSlotEvent) { _ = try $0.module.slotEvent() },
  ]

  private static let sessionDeeds = [
    Deed(.C_OpenSession) { _ = try $0.module.openSession(on: $0.slot, readWrite: false) },
    Deed(.C_GetSessionInfo) { _ = try $0.session.info() },
    Deed(.C_Logout, .C_Login) {
      try $0.session.logout()
      try $0.session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    },
    Deed(.C_SetPIN) {
      try $0.session.setPIN(from: TestToken.secret(TestToken.pin), to: TestToken.secret(TestToken.pin))
    },
  ]

  private static let objectDeeds = [
    Deed(.C_CreateObject, .C_SetAttributeValue, .C_CopyObject, .C_DestroyObject) {
      let object = try $0.session.createObject([.CKA_CLASS: .objectClass(.CKO_DATA), .CKA_VALUE: .bytes([1])])
      try $0.session.setAttributes([.CKA_LABEL: .text("label")], of: object)
      let copy = try $0.session.copyObject(object)
      try $0.session.destroyObject(copy)
      try $0.session.destroyObject(object)
    },
    Deed(.C_FindObjectsInit, .C_FindObjects, .C_FindObjectsFinal) { _ = try $0.session.findObjects() },
    Deed(.C_GetAttributeValue) {
      _ = try AttributeReader([.CKA_CLASS, .CKA_LABEL, .CKA_VALUE_LEN, .CKA_ENCRYPT, .CKA_VALUE, .CKA_START_DATE]).read(
        $0.aes, in: $0.session)
    },
  ]

  private static let operationDeeds = [
    Deed(.C_EncryptInit, .C_Encrypt) { _ = try $0.session.encrypt(text, $0.aes, cbc) },
    Deed(.C_DecryptInit, .C_Decrypt) { _ = try $0.session.decrypt($0.cipherText, $0.aes, cbc) },
    Deed(.C_DigestInit, .C_Digest) { stage in
      try withBytes(text) { _ = try stage.session.digest($0, Mechanism(.CKM_SHA256), into: $1) }
    },
    Deed(.C_SignInit, .C_Sign) { _ = try $0.session.sign(digest, $0.ec.privateKey, ecdsa) },
    Deed(.C_VerifyInit, .C_Verify) {
      _ = try $0.session.verify([UInt8](repeating: 1, count: 64), over: digest, $0.ec.publicKey, ecdsa)
    },
    Deed(.C_GenerateRandom) { stage in try withBytes([]) { try stage.session.generateRandom(into: $1) } },
    Deed(.C_SeedRandom) { stage in try withBytes([1]) { seed, _ in try stage.session.seedRandom(seed) } },
  ]

  private static let partDeeds = [
    Deed(.C_EncryptInit, .C_EncryptUpdate, .C_EncryptFinal) { stage in
      var running = try stage.session.beginEncryption(with: stage.aes, cbc)
      try withBytes(text) {
        _ = try running.update($0, into: $1)
        _ = try running.finish(into: $1)
      }
    },
    Deed(.C_DecryptInit, .C_DecryptUpdate, .C_DecryptFinal) { stage in
      var running = try stage.session.beginDecryption(with: stage.aes, cbc)
      try withBytes(stage.cipherText) {
        _ = try running.update($0, into: $1)
        _ = try running.finish(into: $1)
      }
    },
    Deed(.C_DigestInit, .C_DigestUpdate, .C_DigestFinal) { stage in
      var running = try stage.session.beginDigest(Mechanism(.CKM_SHA256))
      try withBytes(text) {
        try running.update($0)
        _ = try running.finish(into: $1)
      }
    },
    Deed(.C_GenerateKey, .C_SignInit, .C_SignUpdate, .C_SignFinal, .C_VerifyInit, .C_VerifyUpdate, .C_VerifyFinal) {
      stage in
      let key = try stage.session.generateKey(
        Mechanism(.CKM_GENERIC_SECRET_KEY_GEN), [.CKA_VALUE_LEN: .number(32), .CKA_SIGN: true, .CKA_VERIFY: true])
      try withBytes(text, room: 32) { input, output in
        var signing = try stage.session.beginSignature(with: key, hmac)
        try signing.update(input)
        _ = try signing.finish(into: output)
        var verifying = try stage.session.beginVerification(with: key, hmac)
        try verifying.update(input)
        _ = try verifying.finish(UnsafeRawBufferPointer(output))
      }
    },
  ]

  private static let keyDeeds = [
    Deed(.C_GenerateKey, .C_DestroyObject) { try $0.session.destroyObject($0.session.makeAESKey()) },
    Deed(.C_GenerateKeyPair) { _ = try $0.session.makeP256Pair() },
    Deed(.C_WrapKey) { _ = try $0.session.wrapKey($0.aes, under: $0.aes, keyWrap) },
    Deed(.C_UnwrapKey) { stage in
      try withBytes(stage.wrapped) { wrapped, _ in
        _ = try stage.session.unwrapKey(wrapped, under: stage.aes, keyWrap, secretKey)
      }
    },
    Deed(.C_DeriveKey) { stage in
      var template = secretKey
      template[.CKA_VALUE_LEN] = .number(32)
      _ = try stage.session.deriveKey(
        from: stage.ec.privateKey,
        Mechanism(.CKM_ECDH1_DERIVE, .ecdh1(function: .CKD_NULL, sharedData: [], publicPoint: stage.point)), template)
    },
  ]
}
