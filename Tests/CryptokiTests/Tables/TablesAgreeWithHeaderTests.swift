import Cryptoki
import Foundation
import Testing

@Suite("The tables and the headers say the same")
struct TablesAgreeWithHeaderTests {
  /// Names of the headers that have no row of their own, and why.
  static let withoutRow: [String: String] = [
    "CKA_ECDSA_PARAMS": "older name of CKA_EC_PARAMS",
    "CKA_SUB_PRIME_BITS": "other spelling of CKA_SUBPRIME_BITS",
    "CKA_VENDOR_DEFINED": "where the vendors' numbers begin",
    "CKC_VENDOR_DEFINED": "where the vendors' numbers begin",
    "CKK_CAST5": "older name of CKK_CAST128",
    "CKK_ECDSA": "older name of CKK_EC",
    "CKK_VENDOR_DEFINED": "where the vendors' numbers begin",
    "CKM_CAST5_CBC": "older name of CKM_CAST128_CBC",
    "CKM_CAST5_CBC_PAD": "older name of CKM_CAST128_CBC_PAD",
    "CKM_CAST5_ECB": "older name of CKM_CAST128_ECB",
    "CKM_CAST5_KEY_GEN": "older name of CKM_CAST128_KEY_GEN",
    "CKM_CAST5_MAC": "older name of CKM_CAST128_MAC",
    "CKM_CAST5_MAC_GENERAL": "older name of CKM_CAST128_MAC_GENERAL",
    "CKM_DSA_PROBABLISTIC_PARAMETER_GEN": "misspelling of CKM_DSA_PROBABILISTIC_PARAMETER_GEN in 2.40",
    "CKM_ECDSA_KEY_PAIR_GEN": "older name of CKM_EC_KEY_PAIR_GEN",
    "CKM_PBE_MD5_CAST5_CBC": "older name of CKM_PBE_MD5_CAST128_CBC",
    "CKM_PBE_SHA1_CAST5_CBC": "older name of CKM_PBE_SHA1_CAST128_CBC",
    "CKM_SHA3_224_KEY_DERIVE": "other spelling of CKM_SHA3_224_KEY_DERIVATION",
    "CKM_SHA3_256_KEY_DERIVE": "other spelling of CKM_SHA3_256_KEY_DERIVATION",
    "CKM_SHA3_384_KEY_DERIVE": "other spelling of CKM_SHA3_384_KEY_DERIVATION",
    "CKM_SHA3_512_KEY_DERIVE": "other spelling of CKM_SHA3_512_KEY_DERIVATION",
    "CKM_SHAKE_128_KEY_DERIVE": "other spelling of CKM_SHAKE_128_KEY_DERIVATION",
    "CKM_SHAKE_256_KEY_DERIVE": "other spelling of CKM_SHAKE_256_KEY_DERIVATION",
    "CKM_VENDOR_DEFINED": "where the vendors' numbers begin",
    "CKO_VENDOR_DEFINED": "where the vendors' numbers begin",
    "CKR_VENDOR_DEFINED": "where the vendors' numbers begin",
    "CKF_DONT_BLOCK": "flag of C_WaitForSlotEvent",
    "CKF_LIBRARY_CANT_CREATE_OS_THREADS": "flag of C_Initialize",
    "CKF_OS_LOCKING_OK": "flag of C_Initialize",
    "CKF_INTERFACE_FORK_SAFE": "flag of C_GetInterface",
    "CKF_ARRAY_ATTRIBUTE": "bit within attribute types",
    "CKF_EC_NAMEDCURVE": "older name of CKF_EC_OID",
    "CKF_NEXT_OTP": "flag of one-time passwords",
    "CKF_EXCLUDE_TIME": "flag of one-time passwords",
    "CKF_EXCLUDE_COUNTER": "flag of one-time passwords",
    "CKF_EXCLUDE_CHALLENGE": "flag of one-time passwords",
    "CKF_EXCLUDE_PIN": "flag of one-time passwords",
    "CKF_USER_FRIENDLY_OTP": "flag of one-time passwords",
  ]

  @Test("Every name of the headers has a row with its number, and every row stands in the headers")
  func headerAndRows() {
    expect(AttributeType.rows.map { ($0.type, $0.name) })
    expect(MechanismType.rows.map { ($0.type, $0.name) })
    expect(ReturnCode.rows.map { ($0.code, $0.name) })
    expect(KeyType.rows.map { ($0.type, $0.name) })
    expect(ObjectClass.rows.map { ($0.type, $0.name) })
    expect(CertificateType.rows.map { ($0.type, $0.name) })
    expect(UserType.rows.map { ($0.type, $0.name) })
    expect(SessionState.rows.map { ($0.type, $0.name) })
    expect(MaskGeneration.rows.map { ($0.type, $0.name) })
    expect(KeyDerivationFunction.rows.map { ($0.type, $0.name) })
  }

  private func expect<Constant: StandardConstant>(_ rows: [(Constant, String)]) {
    let header = HeaderDefines.all
    for (constant, name) in rows {
      #expect(header.values[name] == constant.rawValue, "\(name) has another number in the header")
    }
    let named = Set(rows.map(\.1))
    let missing = header.names(Constant.prefix).subtracting(named).subtracting(Self.withoutRow.keys)
    #expect(missing.isEmpty, "without a row: \(missing.sorted())")
    #expect(rows.count == named.count, "a name stands twice")
  }

  @Test("Every flag of the headers stands in the set of its structure")
  func flags() {
    let rows =
      SlotFlags.rows.map { ($0.flag.rawValue, $0.name) } + TokenFlags.rows.map { ($0.flag.rawValue, $0.name) }
      + SessionFlags.rows.map { ($0.flag.rawValue, $0.name) } + MechanismFlags.rows.map { ($0.flag.rawValue, $0.name) }
    for (value, name) in rows {
      #expect(HeaderDefines.all.values[name] == value, "\(name) has another number in the header")
    }
    let missing = HeaderDefines.all.names("CKF_").subtracting(rows.map(\.1)).subtracting(Self.withoutRow.keys)
    #expect(missing.isEmpty, "without a row: \(missing.sorted())")
  }

  @Test("A name that has no row still stands in a header, and is read as the row that took its place")
  func exceptions() {
    for (name, reason) in Self.withoutRow {
      let value = HeaderDefines.all.values[name]
      #expect(value != nil, "\(name) is gone from the headers; its exception can go too")
      guard reason.contains(" of CK"), !name.hasPrefix("CKF_") else { continue }
      let read: UInt? =
        switch name.prefix(4) {
        case "CKA_": AttributeType(name: name)?.rawValue
        case "CKK_": KeyType(name: name)?.rawValue
        default: MechanismType(name: name)?.rawValue
        }
      #expect(read == value, "\(name) is not read")
    }
  }

  @Test("Every static member has its row, and every row its member")
  func membersAndRows() throws {
    let folder = repository.appending(path: "Sources/Cryptoki/Tables")
    let sources = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    let member = /static let (CK[A-Z]_\w+)\s*=\s*Self\(\s*rawValue: CCryptoki\.(\w+)\)/
    var members: [String] = []
    for match in sources.matches(of: member) {
      #expect(match.1 == match.2, "\(match.1) takes the number of \(match.2)")
      members.append(String(match.1))
    }
    let rows: [String] =
      AttributeType.rows.map(\.name) + MechanismType.rows.map(\.name) + ReturnCode.rows.map(\.name)
      + KeyType.rows.map(\.name) + ObjectClass.rows.map(\.name) + CertificateType.rows.map(\.name)
      + UserType.rows.map(\.name) + SessionState.rows.map(\.name) + SlotFlags.rows.map(\.name)
      + MaskGeneration.rows.map(\.name) + KeyDerivationFunction.rows.map(\.name)
      + TokenFlags.rows.map(\.name) + SessionFlags.rows.map(\.name) + MechanismFlags.rows.map(\.name)
    #expect(members.count > 800)
    #expect(members.sorted() == rows.sorted())
  }

  @Test("The functions are those of the header's function list, and the four of 3.0 that are called")
  func functions() throws {
    let text = try String(contentsOfFile: "/usr/include/softhsm/pkcs11.h", encoding: .utf8)
    let list = text.matches(of: /CK_(C_\w+) C_\w+;/).map { String($0.1) }
    #expect(list.count == 68)
    let ours = list + ["C_GetInterfaceList", "C_GetInterface", "C_LoginUser", "C_SessionCancel"]
    #expect(Set(CryptokiFunction.allCases.map(\.rawValue)) == Set(ours))
  }
}
