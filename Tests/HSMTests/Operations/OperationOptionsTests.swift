import Cryptoki
import HSM
import Testing

@Suite struct OperationOptionsTests {
  private func mechanism(
    _ type: MechanismType, _ change: (inout OperationOptions) -> Void = { _ in }
  ) throws -> Mechanism {
    var options = OperationOptions()
    change(&options)
    return try options.mechanism(type)
  }

  @Test func `what is left out follows from what is there`() throws {
    #expect(try mechanism(.CKM_SHA512_RSA_PKCS) == Mechanism(.CKM_SHA512_RSA_PKCS))
    #expect(
      try mechanism(.CKM_RSA_PKCS_OAEP).parameter
        == .oaep(hash: .CKM_SHA256, mask: .CKG_MGF1_SHA256, label: []))
    #expect(
      try mechanism(.CKM_RSA_PKCS_OAEP) { $0.hash = .sha1 }.parameter
        == .oaep(hash: .CKM_SHA_1, mask: .CKG_MGF1_SHA1, label: []))
    #expect(
      try mechanism(.CKM_SHA384_RSA_PKCS_PSS).parameter
        == .pss(hash: .CKM_SHA384, mask: .CKG_MGF1_SHA384, saltLength: 48))
    #expect(
      try mechanism(.CKM_RSA_PKCS_PSS) {
        $0.hash = .sha512
        $0.mask = .sha1
        $0.saltLength = 0
      }.parameter == .pss(hash: .CKM_SHA512, mask: .CKG_MGF1_SHA1, saltLength: 0))
  }

  @Test func `an option that the mechanism does not take is refused by name`() {
    let wrong: [(MechanismType, String, (inout OperationOptions) -> Void)] = [
      (.CKM_SHA256_RSA_PKCS, "--hash", { $0.hash = .sha256 }), (.CKM_ECDSA, "--mgf", { $0.mask = .sha256 }),
      (.CKM_RSA_PKCS_OAEP, "--salt-length", { $0.saltLength = 1 }),
      (.CKM_RSA_PKCS_PSS, "--oaep-label", { $0.label = [] }),
      (.CKM_AES_ECB, "--iv", { $0.iv = [] }), (.CKM_AES_CBC, "--aad", { $0.additionalData = [] }),
      (.CKM_AES_CBC_PAD, "--tag-bits", { $0.tagBits = 128 }),
    ]
    for (type, option, change) in wrong {
      #expect {
        try mechanism(type, change)
      } throws: { "\($0)" == "\(type.name) takes no \(option)" }
    }
  }

  @Test func `a wrong or missing value is refused`() {
    #expect(throws: OperationOptions.Mismatch.self) { try mechanism(.CKM_AES_CBC_PAD) }
    #expect(throws: OperationOptions.Mismatch.self) { try mechanism(.CKM_AES_CBC_PAD) { $0.iv = [1, 2] } }
    #expect(throws: OperationOptions.Mismatch.self) { try mechanism(.CKM_AES_GCM) { $0.iv = [] } }
    #expect(throws: OperationOptions.Mismatch.self) {
      try mechanism(.CKM_AES_GCM) {
        $0.iv = [1]
        $0.tagBits = 127
      }
    }
    #expect(throws: OperationOptions.Mismatch.self) { try mechanism(.CKM_SHA1_RSA_PKCS_PSS) { $0.hash = .sha256 } }
    #expect(throws: OperationOptions.Mismatch.self) { try mechanism(.CKM_RSA_PKCS_PSS) { $0.saltLength = -1 } }
    #expect(throws: OperationOptions.Mismatch.self) { try mechanism(.CKM_ECDH1_DERIVE) }
  }
}
