import Testing

@testable import Cryptoki

@Suite struct AttributeValueTests {
  private func read(_ bytes: [UInt8], _ kind: AttributeKind) -> AttributeValue {
    bytes.withUnsafeBytes { AttributeValue(native: $0, kind: kind) }
  }

  @Test func `a value is read by its kind`() {
    #expect(read([1], .bool) == .bool(true))
    #expect(read([0], .bool) == .bool(false))
    #expect(read([31, 0, 0, 0, 0, 0, 0, 0], .keyType) == .number(31))
    #expect(read([1, 2], .bytes) == .bytes([1, 2]))
  }

  @Test(arguments: [[], [1, 2], [UInt8](repeating: 0, count: 9)] as [[UInt8]])
  func `a length that does not fit the kind stays bytes`(bytes: [UInt8]) {
    #expect(read(bytes, .bool) == .bytes(bytes))
    #expect(read(bytes, .number) == .bytes(bytes))
  }

  @Test func `a template keeps its order, and a value set again its place`() {
    var template: Template = [.CKA_TOKEN: true, .CKA_LABEL: .text("a"), .CKA_ID: .bytes([1])]
    template[.CKA_LABEL] = .text("b")
    template[.CKA_TOKEN] = nil
    template[.CKA_PRIVATE] = false
    #expect(template.attributes.map(\.type) == [.CKA_LABEL, .CKA_ID, .CKA_PRIVATE])
    #expect(template[.CKA_LABEL] == .text("b"))
    #expect(template[.CKA_TOKEN] == nil)
  }
}
