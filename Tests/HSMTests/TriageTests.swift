import Cryptoki
import Foundation
import Support
import Testing
import TokenSupport

@testable import HSM

@Suite struct TriageTests {
  private let table = TriageTable()

  @Test func `codes that mean a lost connection are known as such`() {
    for code in [
      ReturnCode.CKR_DEVICE_ERROR, .CKR_DEVICE_REMOVED, .CKR_TOKEN_NOT_PRESENT, .CKR_CRYPTOKI_NOT_INITIALIZED,
    ] {
      #expect(table.verdict(of: code) == .lost)
    }
  }

  @Test func `what the standard names and no row does is the caller's error`() {
    #expect(table.verdict(of: .CKR_KEY_FUNCTION_NOT_PERMITTED) == .callersError)
    #expect(table.verdict(of: .CKR_PIN_INCORRECT) == .callersError)
    #expect(table.verdict(of: .CKR_ENCRYPTED_DATA_INVALID) == .callersError)
  }

  @Test(arguments: [0x8000_0001, 0x7FFF_0000, UInt.max])
  func `what nobody named is suspect, never lost and never well on sight`(code: UInt) {
    #expect(table.verdict(of: ReturnCode(rawValue: code)) == .suspect)
  }

  @Test func `one number is one vendor's loss, and another's riddle`() {
    let code = ReturnCode(rawValue: 0x8000_001F)
    #expect(TriageTable(profile: DriverProfile(named: "luna")!).verdict(of: code) == .lost)
    #expect(TriageTable(profile: DriverProfile(named: "utimaco")!).verdict(of: code) == .suspect)
  }

  @Test func `the configuration has the last word`() {
    let table = TriageTable(
      profile: DriverProfile(named: "luna")!,
      configured: [ReturnCode(rawValue: 0x8000_001F): .suspect, .CKR_HOST_MEMORY: .lost])
    #expect(table.verdict(of: ReturnCode(rawValue: 0x8000_001F)) == .suspect)
    #expect(table.verdict(of: .CKR_HOST_MEMORY) == .lost)
  }

  @Test func `a vendor's code is told in the vendor's words`() {
    let failure = CryptokiError(function: .C_Sign, code: ReturnCode(rawValue: 0x8000_001F))
    let error = HSMError(couldNot: "could not sign", failure, profile: DriverProfile(named: "luna")!)
    #expect(error.message == "could not sign: the HSM cannot be reached (CKR_UNABLE_TO_CONNECT)")
    #expect(error.code == .notConnected)
  }
}
