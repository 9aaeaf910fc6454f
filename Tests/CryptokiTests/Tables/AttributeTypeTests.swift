import Cryptoki
import Testing

@Suite("What the tables know of attributes")
struct AttributeTypeTests {
  @Test("No half of a pair is asked for what only the other half has")
  func halves() {
    let onlyPublic: [AttributeType] = [
      .CKA_ENCRYPT, .CKA_VERIFY, .CKA_VERIFY_RECOVER, .CKA_WRAP, .CKA_MODULUS_BITS, .CKA_EC_POINT,
    ]
    let onlyPrivate: [AttributeType] = [
      .CKA_DECRYPT, .CKA_SIGN, .CKA_SIGN_RECOVER, .CKA_UNWRAP, .CKA_SENSITIVE, .CKA_EXTRACTABLE, .CKA_ALWAYS_SENSITIVE,
      .CKA_NEVER_EXTRACTABLE, .CKA_WRAP_WITH_TRUSTED, .CKA_VALUE, .CKA_PRIVATE_EXPONENT, .CKA_PRIME_1,
    ]
    for type in onlyPublic {
      #expect(type.isCarried(by: .CKO_PUBLIC_KEY) && !type.isCarried(by: .CKO_PRIVATE_KEY), "\(type)")
    }
    for type in onlyPrivate {
      #expect(type.isCarried(by: .CKO_PRIVATE_KEY) && !type.isCarried(by: .CKO_PUBLIC_KEY), "\(type)")
    }
    for type: AttributeType in [.CKA_ID, .CKA_LABEL, .CKA_SUBJECT, .CKA_MODULUS, .CKA_EC_PARAMS, .CKA_LOCAL] {
      #expect(type.isCarried(by: .CKO_PRIVATE_KEY) && type.isCarried(by: .CKO_PUBLIC_KEY), "\(type)")
    }
    #expect(AttributeType.CKA_VALUE_LEN.row?.half == .secretKey)
    #expect(AttributeType(rawValue: 0x8000_0001).isCarried(by: .CKO_PUBLIC_KEY))
  }

  @Test("What makes up a private key is marked, so that it is never shown")
  func sensitive() {
    let marked = Set(AttributeType.rows.filter { $0.isSensitive && $0.half.contains(.privateKey) }.map(\.type))
    #expect(
      marked == [
        .CKA_VALUE, .CKA_PRIVATE_EXPONENT, .CKA_PRIME_1, .CKA_PRIME_2, .CKA_EXPONENT_1, .CKA_EXPONENT_2,
        .CKA_COEFFICIENT, .CKA_SEED,
      ])
    #expect(!AttributeType.CKA_MODULUS.isSensitive)
  }

  @Test("Results of key generation are read-only")
  func readOnly() {
    let results: [AttributeType] = [
      .CKA_LOCAL, .CKA_ALWAYS_SENSITIVE, .CKA_NEVER_EXTRACTABLE, .CKA_KEY_GEN_MECHANISM, .CKA_UNIQUE_ID,
    ]
    for type in results { #expect(type.isReadOnly, "\(type)") }
    for type: AttributeType in [.CKA_SENSITIVE, .CKA_EXTRACTABLE, .CKA_LABEL] { #expect(!type.isReadOnly, "\(type)") }
  }

  @Test("Attributes that hold arrays have the array bit, and no others have")
  func arrays() {
    for row in AttributeType.rows where row.type.rawValue & 0x4000_0000 != 0 {
      #expect([.template, .mechanismList].contains(row.kind), "\(row.name)")
    }
    #expect(AttributeType.CKA_ALLOWED_MECHANISMS.rawValue == 0x4000_0600)
    #expect(AttributeType.CKA_WRAP_TEMPLATE.rawValue == 0x4000_0211)
  }

  @Test("Words fit behind a key: short, in lower case, without a full stop")
  func words() {
    for row in AttributeType.rows {
      #expect(row.words.count <= 60 && !row.words.hasSuffix(".") && !row.words.isEmpty, "\(row.name): \(row.words)")
    }
    #expect(AttributeType.CKA_ENCRYPT.row?.words == "may encrypt")
  }

  @Test("Every attribute that Claviger promises to know has its kind")
  func kinds() {
    let kinds: [AttributeType: AttributeKind] = [
      .CKA_CLASS: .objectClass, .CKA_TOKEN: .bool, .CKA_PRIVATE: .bool, .CKA_MODIFIABLE: .bool, .CKA_LABEL: .text,
      .CKA_KEY_TYPE: .keyType, .CKA_ID: .bytes, .CKA_START_DATE: .date, .CKA_END_DATE: .date, .CKA_DERIVE: .bool,
      .CKA_LOCAL: .bool, .CKA_VALUE_LEN: .number, .CKA_SUBJECT: .bytes, .CKA_MODULUS: .bigInteger,
      .CKA_MODULUS_BITS: .number, .CKA_PUBLIC_EXPONENT: .bigInteger, .CKA_EC_PARAMS: .bytes, .CKA_EC_POINT: .bytes,
      .CKA_ALLOWED_MECHANISMS: .mechanismList, .CKA_CERTIFICATE_TYPE: .certificateType,
    ]
    for (type, kind) in kinds { #expect(type.kind == kind, "\(type)") }
    #expect(AttributeType(rawValue: 0x8000_0001).kind == .bytes)
  }
}
