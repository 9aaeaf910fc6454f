import Cryptoki
import Testing

@Suite("What a return code says to a person")
struct ReturnCodeTests {
  @Test("Meaning and remedy are short, and fit behind a colon")
  func texts() {
    for row in ReturnCode.rows {
      for text in [row.meaning, row.remedy] {
        #expect(!text.isEmpty && text.count <= 80 && !text.hasSuffix("."), "\(row.name): \(text)")
        #expect(!text.contains("CKR_") && !text.contains("C_"), "\(row.name) explains a name by a name: \(text)")
      }
    }
  }

  @Test("Name and number stand together as in manuals and logs; an unknown code has only its number")
  func nameAndNumber() {
    #expect(ReturnCode.CKR_KEY_FUNCTION_NOT_PERMITTED.nameAndNumber == "CKR_KEY_FUNCTION_NOT_PERMITTED (0x68)")
    #expect(ReturnCode(rawValue: 0x8000_001F).nameAndNumber == "CKR_0x8000001F")
  }

  @Test("A vendor's code is told from one that nobody knows, and both have a remedy")
  func unknown() {
    #expect(ReturnCode(rawValue: 0x8000_001F).meaning == "an error of this driver's own")
    #expect(ReturnCode(rawValue: 0x4321).meaning == "an error that the standard does not name")
    #expect(!ReturnCode(rawValue: 0x4321).remedy.isEmpty)
  }

  @Test("Five codes have the published numbers, not those of the system's 2.40 header")
  func correctedNumbers() {
    #expect(ReturnCode.CKR_EXCEEDED_MAX_ITERATIONS.rawValue == 0x1B5)
    #expect(ReturnCode.CKR_FIPS_SELF_TEST_FAILED.rawValue == 0x1B6)
    #expect(ReturnCode.CKR_LIBRARY_LOAD_FAILED.rawValue == 0x1B7)
    #expect(ReturnCode.CKR_PIN_TOO_WEAK.rawValue == 0x1B8)
    #expect(ReturnCode.CKR_PUBLIC_KEY_INVALID.rawValue == 0x1B9)
  }
}
