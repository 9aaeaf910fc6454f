import Cryptoki
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct WrappingTests {
  private let secret: Template = [
    .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES), .CKA_ENCRYPT: true,
    .CKA_DECRYPT: true, .CKA_SENSITIVE: true,
  ]

  @Test func `a key that was wrapped and unwrapped is the same key`() throws {
    try TestToken().withSession { session in
      let wrapping = try session.makeAESKey()
      let key = try session.makeAESKey([.CKA_EXTRACTABLE: true])
      let mechanism = Mechanism(.CKM_AES_KEY_WRAP)
      let wrapped = try session.wrapKey(key, under: wrapping, mechanism)
      #expect(wrapped.count == 40)
      let back = try wrapped.withUnsafeBytes { try session.unwrapKey($0, under: wrapping, mechanism, secret) }
      let cbc = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      #expect(try session.decrypt(session.encrypt([1, 2, 3], key, cbc), back, cbc) == [1, 2, 3])
    }
  }

  @Test func `a wrapped key longer than the first guess is fetched whole`() throws {
    try TestToken().withSession { session in
      let wrapping = try session.makeAESKey()
      let long = try session.createObject([
        .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_GENERIC_SECRET),
        .CKA_EXTRACTABLE: true, .CKA_VALUE: .bytes([UInt8](repeating: 5, count: 8000)),
      ])
      #expect(try session.wrapKey(long, under: wrapping, Mechanism(.CKM_AES_KEY_WRAP)).count == 8008)
    }
  }

  @Test func `a key that may not leave is refused by name`() throws {
    try TestToken().withSession { session in
      let wrapping = try session.makeAESKey()
      let key = try session.makeAESKey([.CKA_EXTRACTABLE: false])
      #expect(throws: CryptokiError(function: .C_WrapKey, code: .CKR_KEY_UNEXTRACTABLE)) {
        try session.wrapKey(key, under: wrapping, Mechanism(.CKM_AES_KEY_WRAP))
      }
    }
  }

  @Test func `two sides derive one key`() throws {
    try TestToken().withSession { session in
      let (a, b) = (try session.makeP256Pair(), try session.makeP256Pair())
      let reader = AttributeReader([.CKA_EC_POINT])
      func derive(_ privateKey: ObjectHandle, _ other: ObjectHandle) throws -> ObjectHandle {
        let point = try #require(try reader.read(other, in: session).bytes(.CKA_EC_POINT))
        var template = secret
        template[.CKA_VALUE_LEN] = .number(32)
        return try session.deriveKey(
          from: privateKey,
          Mechanism(.CKM_ECDH1_DERIVE, .ecdh1(function: .CKD_NULL, sharedData: [], publicPoint: point)), template)
      }
      let cbc = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      let cipher = try session.encrypt([4, 5, 6], derive(a.privateKey, b.publicKey), cbc)
      #expect(try session.decrypt(cipher, derive(b.privateKey, a.publicKey), cbc) == [4, 5, 6])
    }
  }

  @Test func `a copy is another object with the changes asked for`() throws {
    try TestToken().withSession { session in
      let key = try session.makeAESKey([.CKA_LABEL: .text("one")])
      let copy = try session.copyObject(key, [.CKA_LABEL: .text("two")])
      #expect(copy != key)
      let reader = AttributeReader([.CKA_LABEL])
      #expect(try reader.read(copy, in: session).bytes(.CKA_LABEL) == Array("two".utf8))
      #expect(try reader.read(key, in: session).bytes(.CKA_LABEL) == Array("one".utf8))
    }
  }

  @Test func `the generator takes a seed, and the slots are watched without waiting`() throws {
    try TestToken().withSession { session in
      try [1, 2, 3].withUnsafeBytes { try session.seedRandom($0) }
      #expect(try session.module.slotEvent() == nil)
    }
  }
}
