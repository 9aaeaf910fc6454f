import Cryptoki
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct PartsTests {
  private let text = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  private func parts(_ size: Int, of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
  }

  private func cipher(
    _ operation: consuming CipherOperation, _ bytes: [UInt8], parts size: Int
  ) throws -> [UInt8] {
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: size + 64)
    for part in parts(size, of: bytes) {
      let written = try part.withUnsafeBytes { input in
        try room.withUnsafeMutableBytes { try operation.update(input, into: $0) }
      }
      output += room.prefix(written)
    }
    let written = try room.withUnsafeMutableBytes { try operation.finish(into: $0) }
    return output + room.prefix(written)
  }

  @Test(arguments: [1, 15, 16, 17, 1000, 5000])
  func `a cipher in parts gives what it gives in one`(size: Int) throws {
    try TestToken().withSession { session in
      let key = try session.makeAESKey()
      let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      let whole = try session.encrypt(text, key, mechanism)
      #expect(try cipher(session.beginEncryption(with: key, mechanism), text, parts: size) == whole)
      #expect(try cipher(session.beginDecryption(with: key, mechanism), whole, parts: size) == text)
    }
  }

  @Test func `a signature in parts is verified in parts`() throws {
    try TestToken().withSession { session in
      let (publicKey, privateKey) = try session.makeRSAPair()
      let mechanism = Mechanism(.CKM_SHA256_RSA_PKCS)
      var signing = try session.beginSignature(with: privateKey, mechanism)
      for part in parts(999, of: text) { try part.withUnsafeBytes { try signing.update($0) } }
      var signature = [UInt8](repeating: 0, count: 256)
      #expect(try signature.withUnsafeMutableBytes { try signing.finish(into: $0) } == 256)
      #expect(try session.verify(signature, over: text, publicKey, mechanism))

      for isRight in [true, false] {
        var verifying = try session.beginVerification(with: publicKey, mechanism)
        for part in parts(777, of: isRight ? text : text.reversed()) {
          try part.withUnsafeBytes { try verifying.update($0) }
        }
        #expect(try signature.withUnsafeBytes { try verifying.finish($0) } == isRight)
      }
    }
  }

  @Test func `a digest in parts is the digest of the whole`() throws {
    try TestToken().withSession { session in
      var operation = try session.beginDigest(Mechanism(.CKM_SHA256))
      for part in parts(100, of: text) { try part.withUnsafeBytes { try operation.update($0) } }
      var digest = [UInt8](repeating: 0, count: 32)
      _ = try digest.withUnsafeMutableBytes { try operation.finish(into: $0) }
      let whole = try session.bytes(from: text, room: 32) {
        try session.digest($0, Mechanism(.CKM_SHA256), into: $1)
      }
      #expect(digest == whole)
    }
  }

  @Test func `an operation that goes out of scope before its end leaves none behind`() throws {
    try TestToken().withSession { session in
      let key = try session.makeAESKey()
      let (publicKey, privateKey) = try session.makeRSAPair()
      let cbc = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))
      let rsa = Mechanism(.CKM_SHA256_RSA_PKCS)
      func begin() throws {
        var encryption = try session.beginEncryption(with: key, cbc)
        _ = try session.bytes(from: text, room: 6000) { try encryption.update($0, into: $1) }
      }
      for _ in 0..<3 {
        try begin()
        _ = try session.beginDecryption(with: key, cbc)
        _ = try session.beginSignature(with: privateKey, rsa)
        _ = try session.beginVerification(with: publicKey, rsa)
        _ = try session.beginDigest(Mechanism(.CKM_SHA256))
      }
      #expect(try session.decrypt(session.encrypt(text, key, cbc), key, cbc) == text)
      #expect(!session.isUnfit)
    }
  }

  @Test func `an operation is not gone on with after its end`() throws {
    try TestToken().withSession { session in
      var operation = try session.beginDigest(Mechanism(.CKM_SHA256))
      var digest = [UInt8](repeating: 0, count: 32)
      _ = try digest.withUnsafeMutableBytes { try operation.finish(into: $0) }
      #expect(throws: CryptokiError(function: .C_DigestUpdate, code: .CKR_OPERATION_NOT_INITIALIZED)) {
        try text.withUnsafeBytes { try operation.update($0) }
      }
    }
  }
}
