internal import Cryptoki

/// How a pair signs what carries its algorithm with it, such as a request: the mechanism, and the AlgorithmIdentifier.
struct SignatureAlgorithm {
  let mechanism: Mechanism
  let identifier: [UInt8]
  /// Whether the signature is written as a sequence of two numbers.
  let isTwoNumbers: Bool

  /// Nil for keys that sign no requests.
  init?(for key: KeyObject) {
    switch (key.keyType, key.curve) {
    case (.CKK_RSA, _):
      // sha256WithRSAEncryption (RFC 4055).
      self.init(
        .CKM_SHA256_RSA_PKCS, [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B] + DER.null)
    case (.CKK_EC, .p384): self.init(.CKM_ECDSA_SHA384, Self.ecdsa(0x03), isTwoNumbers: true)
    case (.CKK_EC, .p521): self.init(.CKM_ECDSA_SHA512, Self.ecdsa(0x04), isTwoNumbers: true)
    case (.CKK_EC, .some): self.init(.CKM_ECDSA_SHA256, Self.ecdsa(0x02), isTwoNumbers: true)
    case (.CKK_EC_EDWARDS, .ed25519): self.init(.CKM_EDDSA, Curve.ed25519.parameters)
    case (.CKK_EC_EDWARDS, .ed448):
      self.init(Mechanism(.CKM_EDDSA, .eddsa(isPrehashed: false, context: [])), Curve.ed448.parameters)
    default: return nil
    }
  }

  private init(_ type: MechanismType, _ algorithm: [UInt8], isTwoNumbers: Bool = false) {
    self.init(Mechanism(type), algorithm, isTwoNumbers: isTwoNumbers)
  }

  private init(_ mechanism: Mechanism, _ algorithm: [UInt8], isTwoNumbers: Bool = false) {
    self.mechanism = mechanism
    identifier = DER.sequence(algorithm)
    self.isTwoNumbers = isTwoNumbers
  }

  /// ecdsa-with-SHA2 (RFC 5758).
  private static func ecdsa(_ arc: UInt8) -> [UInt8] { [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, arc] }
}
