import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// tpm2-pkcs11 1.9 answers C_Encrypt with the room that it was given, not with what it wrote there.
@Suite(.oneDriverAtATime) struct RSAResultTests {
  @Test func `a module that tells the room for the length makes no RSA result longer than its modulus`() throws {
    let desk = try Desk { $0.useCases = [.hardware] }
    defer { desk.connection.disconnect() }
    let request = KeyRequest(.rsa(bits: 2048), label: "pair", uses: [.encrypt])
    let review = try desk.connection.review(try KeyTemplate(request))
    let pair = try desk.connection.generate(review).objects
    let publicKey = try #require(pair.first { $0.objectClass == .CKO_PUBLIC_KEY })
    let privateKey = try #require(pair.first { $0.objectClass == .CKO_PRIVATE_KEY })
    let folder = try TemporaryDirectory()
    let text = Array("what is encrypted".utf8)
    let mechanism = Mechanism(.CKM_RSA_PKCS)
    let cipher = try desk.rehearsal.ordering("lie C_Encrypt +0") {
      try folder.output { try desk.connection.encrypt(ByteSource(text), to: $0, with: publicKey, mechanism) }
    }
    #expect(cipher.count == 256)
    let opened = try folder.output {
      try desk.connection.decrypt(ByteSource(cipher), to: $0, with: privateKey, mechanism)
    }
    #expect(opened == text)
  }
}

extension TemporaryDirectory {
  fileprivate func output(_ body: (ByteSink) throws -> Void) throws -> [UInt8] {
    let path = url(UUID().uuidString).path
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    try body(ByteSink(descriptor: descriptor, name: path))
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
