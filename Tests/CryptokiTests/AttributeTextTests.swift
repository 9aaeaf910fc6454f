import Cryptoki
import Testing

@Suite struct AttributeTextTests {
  @Test(
    arguments: [
      ("CKA_SENSITIVE=true", .CKA_SENSITIVE, true), ("sensitive=no", .CKA_SENSITIVE, false),
      ("CKA_LABEL=a=b", .CKA_LABEL, .text("a=b")), ("CKA_ID=0a:1B", .CKA_ID, .bytes([0x0A, 0x1B])),
      ("CKA_ID=", .CKA_ID, .bytes([])),
      ("CKA_END_DATE=2026-12-31", .CKA_END_DATE, .text("20261231")), ("CKA_END_DATE=", .CKA_END_DATE, .bytes([])),
      ("CKA_PUBLIC_EXPONENT=65537", .CKA_PUBLIC_EXPONENT, .bytes([1, 0, 1])),
      ("CKA_PUBLIC_EXPONENT=0x10001", .CKA_PUBLIC_EXPONENT, .bytes([1, 0, 1])),
      ("CKA_KEY_TYPE=aes", .CKA_KEY_TYPE, .keyType(.CKK_AES)), ("CKA_VALUE_LEN=0x20", .CKA_VALUE_LEN, .number(32)),
      (
        "CKA_UNWRAP_TEMPLATE={CKA_SENSITIVE=true, CKA_EXTRACTABLE=false}", .CKA_UNWRAP_TEMPLATE,
        .template([.CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false])
      ),
      ("CKA_0x80001234=ff", AttributeType(rawValue: 0x8000_1234), .bytes([0xFF])),
    ] as [(String, AttributeType, AttributeValue)])
  func `a value is read by its attribute's kind`(text: String, type: AttributeType, value: AttributeValue) throws {
    let read = try Template.assignment(text)
    #expect(read.0 == type)
    #expect(read.1 == value)
  }

  @Test func `mechanisms stand with commas between`() throws {
    let (_, value) = try Template.assignment("CKA_ALLOWED_MECHANISMS=CKM_AES_CBC_PAD,aes_ecb")
    guard case .bytes(let bytes) = value else { throw AttributeTextError("no list") }
    #expect(AttributeValue.numbers(in: bytes).map { MechanismType(rawValue: $0) } == [.CKM_AES_CBC_PAD, .CKM_AES_ECB])
    #expect(value.words(as: .CKA_ALLOWED_MECHANISMS) == "CKM_AES_CBC_PAD,CKM_AES_ECB")
  }

  @Test(arguments: [
    "CKA_SENSITIVE", "CKA_SENSITIVE=perhaps", "CKA_NOTHING=1", "CKA_ID=abc", "CKA_END_DATE=2026-13-01",
    "CKA_END_DATE=20261231", "CKA_VALUE_LEN=-1", "CKA_KEY_TYPE=nothing", "CKA_ALLOWED_MECHANISMS=CKM_NONE",
    "CKA_PUBLIC_EXPONENT=ten", "CKA_UNWRAP_TEMPLATE=CKA_SENSITIVE=true", "CKA_UNWRAP_TEMPLATE={CKA_WRAP_TEMPLATE={}}",
    "=", "",
  ])
  func `what is no value is refused in words`(text: String) {
    #expect(throws: AttributeTextError.self) { try Template.assignment(text) }
  }
}
