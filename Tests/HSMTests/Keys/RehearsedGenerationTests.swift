import Cryptoki
import HSM
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct RehearsedGenerationTests {
  private func connected(_ rehearsal: Rehearsal) throws -> Connection {
    let connection = rehearsal.token.connection(rehearsal.driver(useCases: [.protect, .hardware]))
    try connection.connect()
    return connection
  }

  @Test func `a strict token is asked again without what says nothing new`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal)
    defer { connection.disconnect() }
    let review = try connection.review(try KeyTemplate(KeyRequest(.curve(.p256), label: "pair")))
    let made = try rehearsal.ordering("fail C_GenerateKeyPair CKR_TEMPLATE_INCONSISTENT times 1") {
      try connection.generate(review)
    }
    #expect(Set(made.leftOut) == [.CKA_CLASS, .CKA_KEY_TYPE, .CKA_DERIVE])
    #expect(made.deviations.isEmpty)
  }

  @Test func `a key that cannot be read again is not kept`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal)
    defer { connection.disconnect() }
    let review = try connection.review(try KeyTemplate(KeyRequest(.aes(bits: 256), label: "key")))
    _ = try rehearsal.ordering("fail C_GetAttributeValue CKR_FUNCTION_REJECTED") {
      #expect(throws: HSMError.self) { try connection.generate(review) }
    }
    #expect(try connection.listObjects().isEmpty)
  }

  @Test func `a token that refuses twice is left alone`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal)
    defer { connection.disconnect() }
    let review = try connection.review(try KeyTemplate(KeyRequest(.aes(bits: 256), label: "key")))
    _ = try rehearsal.ordering("fail C_GenerateKey CKR_TEMPLATE_INCONSISTENT") {
      #expect {
        try connection.generate(review)
      } throws: { error in
        (error as? HSMError)?.cause == CryptokiError(function: .C_GenerateKey, code: .CKR_TEMPLATE_INCONSISTENT)
      }
    }
    #expect(try connection.listObjects().isEmpty)
  }

  @Test func `a pair is not asked of a token that does not offer it`() throws {
    let rehearsal = try Rehearsal("without CKM_EC_EDWARDS_KEY_PAIR_GEN", "without CKM_RSA_PKCS_KEY_PAIR_GEN")
    let connection = try connected(rehearsal)
    defer { connection.disconnect() }
    for kind in [KeyKind.curve(.ed25519), .rsa(bits: 2048)] {
      let template = try KeyTemplate(KeyRequest(kind, label: "pair"))
      #expect { try connection.review(template) } throws: { ($0 as? HSMError)?.code == .refused }
    }
  }

  @Test func `after a loss nobody claims to know what became of the key`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal)
    defer { connection.disconnect() }
    let review = try connection.review(try KeyTemplate(KeyRequest(.aes(bits: 256), label: "key")))
    _ = try rehearsal.ordering("fail C_GenerateKey CKR_DEVICE_ERROR times 1") {
      #expect {
        try connection.generate(review)
      } throws: { ($0 as? HSMError)?.message.contains("outcome is unknown") == true }
    }
  }
}
