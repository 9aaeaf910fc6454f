import Cryptoki
import Foundation
import Testing

@Suite("A number of the standard and its name")
struct StandardConstantTests {
  @Test("A person may write a mechanism as a name, in any case, with or without prefix, or as a number")
  func reading() {
    for text in ["CKM_AES_CBC_PAD", "aes_cbc_pad", "ckm_Aes_Cbc_Pad", "0x1085", "0X1085", "4229"] {
      #expect(MechanismType(name: text) == .CKM_AES_CBC_PAD, "\(text)")
    }
    for text in ["", "CKM_", "AES_CBC_PADS", "CKA_AES_CBC_PAD", "0x", "0xG", "-1", "10 85", "99999999999999999999"] {
      #expect(MechanismType(name: text) == nil, "\(text)")
    }
  }

  @Test("An unknown number is printed as prefix and hex, and read back from that")
  func unknown() {
    let vendors = MechanismType(rawValue: 0x8000_1234)
    #expect(vendors.name == "CKM_0x80001234")
    #expect(MechanismType(name: vendors.name) == vendors)
    #expect(vendors.isVendorDefined && !vendors.isKnown)
    #expect(ReturnCode(rawValue: .max).name == "CKR_0xFFFFFFFFFFFFFFFF")
    #expect("\(KeyType(rawValue: 0x99))" == "CKK_0x99")
    #expect(!KeyType(rawValue: 0x99).isVendorDefined)
  }

  @Test("Every row is read back from its name")
  func everyRow() {
    for row in MechanismType.rows { #expect(MechanismType(name: row.name) == row.type && row.type.name == row.name) }
    for row in AttributeType.rows { #expect(AttributeType(name: row.name) == row.type && row.type.name == row.name) }
    for row in ReturnCode.rows { #expect(ReturnCode(name: row.name) == row.code && row.code.name == row.name) }
  }

  @Test("It is a plain number in JSON, so that a file outlives the tables")
  func coding() throws {
    let json = try JSONEncoder().encode([KeyType.CKK_AES, KeyType(rawValue: 0x8000_0001)])
    #expect(String(decoding: json, as: UTF8.self) == "[31,2147483649]")
    #expect(try JSONDecoder().decode([KeyType].self, from: json) == [.CKK_AES, KeyType(rawValue: 0x8000_0001)])
  }

  @Test("Flags are told in the standard's names from the lowest bit, and an unknown bit as a number")
  func flags() {
    let flags: TokenFlags = [.CKF_TOKEN_INITIALIZED, .CKF_RNG, .CKF_USER_PIN_LOCKED, TokenFlags(rawValue: 1 << 30)]
    #expect(flags.names == ["CKF_RNG", "CKF_TOKEN_INITIALIZED", "CKF_USER_PIN_LOCKED", "0x40000000"])
    #expect("\(MechanismFlags([.CKF_WRAP, .CKF_HW]))" == "CKF_HW CKF_WRAP")
    #expect(SlotFlags().names.isEmpty)
    #expect(SessionFlags([.CKF_SERIAL_SESSION, .CKF_RW_SESSION]).rawValue == 6)
  }
}
