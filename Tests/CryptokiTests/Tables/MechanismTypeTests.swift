import Cryptoki
import Testing

@Suite("What the tables know of mechanisms")
struct MechanismTypeTests {
  @Test("The mechanisms that Claviger promises are marked, each with its number and key type")
  func required() {
    let promised: [KeyType: [UInt]] = [
      .CKK_AES: [0x1080, 0x1085, 0x1082, 0x210B, 0x210A],
      .CKK_RSA: [
        0x0, 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x46, 0x40, 0x41, 0x42, 0x7, 0x8, 0x9, 0xD, 0xE, 0x47, 0x43, 0x44, 0x45,
        0x4001,
        0x4002,
      ],
      .CKK_EC: [0x1040, 0x1041, 0x1042, 0x1043, 0x1044, 0x1045, 0x1046, 0x1050, 0x1051, 0x1052],
      .CKK_EC_EDWARDS: [0x1055, 0x1057],
    ]
    let marked = Dictionary(grouping: MechanismType.rows.filter(\.isRequired), by: \.keyType)
    #expect(marked.count == promised.count)
    for (keyType, numbers) in promised {
      #expect(marked[keyType]?.map(\.type.rawValue).sorted() == numbers.sorted(), "\(keyType)")
    }
  }

  @Test("Weak and rare mechanisms are offered to whoever names them, and chosen by nothing")
  func supportedOnly() {
    let starred = MechanismType.rows.filter { $0.use == .supportedOnly }.map(\.type.rawValue)
    #expect(Set(starred) == [0x4, 0x5, 0x7, 0x8, 0x4001, 0x4002, 0x1050, 0x1051, 0x1052])
    #expect(MechanismType.CKM_RSA_X9_31_KEY_PAIR_GEN.use == .used)
    #expect(!MechanismType.CKM_RSA_X9_31_KEY_PAIR_GEN.isRequired)
    #expect(MechanismType(rawValue: 0x8000_0171).use == .known)
  }

  @Test("What C_…Init wants as parameter")
  func parameters() {
    let kinds: [MechanismType: MechanismParameterKind] = [
      .CKM_AES_CBC_PAD: .iv, .CKM_AES_CBC: .iv, .CKM_AES_ECB: .none, .CKM_AES_GCM: .gcm, .CKM_AES_CCM: .ccm,
      .CKM_AES_CTR: .ctr, .CKM_AES_KEY_WRAP_KWP: .kwp, .CKM_AES_KEY_WRAP_PAD: .keyWrapIV, .CKM_AES_KEY_GEN: .none,
      .CKM_AES_MAC_GENERAL: .macLength, .CKM_RSA_PKCS: .none, .CKM_RSA_PKCS_OAEP: .oaep, .CKM_RSA_PKCS_PSS: .pss,
      .CKM_SHA256_RSA_PKCS_PSS: .pss, .CKM_SHA256_RSA_PKCS: .none, .CKM_ECDSA_SHA256: .none,
      .CKM_ECDH1_DERIVE: .ecdh1, .CKM_EDDSA: .eddsa, .CKM_EC_EDWARDS_KEY_PAIR_GEN: .none, .CKM_SHA256: .none,
      .CKM_SHA256_HMAC_GENERAL: .macLength, .CKM_DES3_CBC_PAD: .iv, .CKM_ML_DSA: .signContext, .CKM_PKCS5_PBKD2: .other,
    ]
    for (type, kind) in kinds { #expect(type.parameter == kind, "\(type)") }
    #expect(MechanismType(rawValue: 0x8000_0171).parameter == .other)
  }

  @Test("Making a key takes no parameter")
  func generation() {
    for row in MechanismType.rows where row.name.hasSuffix("_KEY_GEN") || row.name.hasSuffix("_KEY_PAIR_GEN") {
      guard !row.name.contains("PRE_MASTER") else { continue }
      #expect(row.parameter == .none && row.keyType != nil, "\(row.name)")
    }
  }
}
