import Cryptoki
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct NestedTemplateTests {
  @Test func `attributes within an attribute are written, and read again`() throws {
    let inner: Template = [
      .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false, .CKA_LABEL: .text("unwrapped"), .CKA_VALUE_LEN: .number(32),
    ]
    let token = try TestToken()
    try token.withSession { session in
      let key = try session.generateKey(
        Mechanism(.CKM_AES_KEY_GEN),
        TestToken.template("wrapper", id: [1], [.CKA_UNWRAP: true, .CKA_UNWRAP_TEMPLATE: .template(inner)]))
      let read = try AttributeReader([.CKA_CLASS, .CKA_UNWRAP_TEMPLATE, .CKA_MODULUS, .CKA_WRAP_TEMPLATE, .CKA_LABEL])
        .read(key, in: session)
      guard case .value(.template(let template)) = read[.CKA_UNWRAP_TEMPLATE] else {
        Issue.record("CKA_UNWRAP_TEMPLATE was not read: \(read)")
        return
      }
      #expect(Set(template.attributes) == Set(inner.attributes))
      #expect(read[.CKA_WRAP_TEMPLATE] == .value(.template([:])))
      #expect(read.bytes(.CKA_LABEL) == Array("wrapper".utf8))
    }
  }
}
