import Foundation
import SecretMemory
import Support
import Testing
import TokenSupport

@testable import Cryptoki
@testable import HSM

/// What is behind a key's DER, and what may be.
@Suite struct WrapDialectTests {
  private static func secret(_ bytes: [UInt8]) -> SecretBytes { KeyText.der(bytes) }
  private let der: [UInt8] = [0x30, 0x03, 0x02, 0x01, 0x05]

  private func dialect(
    _ bytes: [UInt8], zeros: WrapDialect? = .rfc5649Zeros, pkcs7: WrapDialect? = nil
  ) -> WrapDialect? {
    let secret = Self.secret(bytes)
    guard let opened = OpenedKey(secret, exact: .rfc5649, zeros: zeros, pkcs7: pkcs7) else { return nil }
    #expect(opened.der.withUnsafeBytes { Array($0) } == Array(bytes.prefix(opened.der.count)))
    return opened.dialect
  }

  @Test func `a key ends where its DER says`() {
    #expect(dialect(der) == .rfc5649)
    #expect(dialect(der + [0, 0, 0]) == .rfc5649Zeros)
    #expect(dialect(der + [3, 3, 3], pkcs7: .rfc3394PKCS7) == .rfc3394PKCS7)
  }

  @Test(
    arguments: [
      [], [0x30], [0x30, 0x03, 0x02], [0x31, 0x00, 0x00], [0x30, 0x81, 0x03, 2, 1, 5], [0x30, 0x82, 0, 3, 2, 1, 5],
      [0x30, 0x80, 0, 0], [0x30, 0x84, 0, 0, 0, 3, 2, 1, 5], [0x30, 0xFF, 0xFF, 0xFF],
      [0x30, 0x03, 2, 1, 5, 0, 0, 0, 0, 0, 0, 0, 0], [0x30, 0x03, 2, 1, 5, 2], [0x30, 0x03, 2, 1, 5, 3, 3, 2],
    ] as [[UInt8]])
  func `what is cut, too long or followed by anything else is refused`(bytes: [UInt8]) {
    #expect(bytes.isEmpty || dialect(bytes, pkcs7: .rfc3394PKCS7) == nil)
  }

  @Test func `a wrong key or a changed byte opens nothing`() {
    let cbc = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 0, count: 16))
    for mechanism in [Mechanism(.CKM_AES_KEY_WRAP_PAD), Mechanism(.CKM_AES_KEY_WRAP_KWP), cbc] {
      for count in [0, 1, 3, 16, 24, 40, 48, 1232] {
        #expect(!opens([UInt8](repeating: 1, count: count), mechanism))
      }
    }
  }

  private func opens(_ wrapped: [UInt8], _ mechanism: Mechanism) -> Bool {
    let key = Self.secret([UInt8](repeating: 7, count: 32))
    switch WrapDialect.open(wrapped, under: key, mechanism) {
    case .some: return true
    case .none: return false
    }
  }
}
