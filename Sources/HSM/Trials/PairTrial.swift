internal import Cryptoki

/// What a mechanism is tried on.
struct PairTrial {
  let mechanism: Mechanism
  let data: [UInt8]

  init(_ type: MechanismType, _ kind: KeyKind) {
    var data = (0..<32).map { UInt8($0) }
    switch type {
    case .CKM_RSA_X_509:
      // As long as the modulus, and less than it.
      if case .rsa(let bits) = kind { data = [0, 1] + [UInt8](repeating: 0x5A, count: bits / 8 - 2) }
      mechanism = Mechanism(type)
    case .CKM_RSA_PKCS_OAEP:
      // The hash that every token knows for OAEP.
      mechanism = Mechanism(type, .oaep(hash: .CKM_SHA_1, mask: .CKG_MGF1_SHA1, label: []))
    case .CKM_SHA1_RSA_PKCS_PSS:
      mechanism = Mechanism(type, .pss(hash: .CKM_SHA_1, mask: .CKG_MGF1_SHA1, saltLength: 20))
    case .CKM_SHA224_RSA_PKCS_PSS:
      mechanism = Mechanism(type, .pss(hash: .CKM_SHA224, mask: .CKG_MGF1_SHA224, saltLength: 28))
    case .CKM_SHA384_RSA_PKCS_PSS:
      mechanism = Mechanism(type, .pss(hash: .CKM_SHA384, mask: .CKG_MGF1_SHA384, saltLength: 48))
    case .CKM_SHA512_RSA_PKCS_PSS:
      mechanism = Mechanism(type, .pss(hash: .CKM_SHA512, mask: .CKG_MGF1_SHA512, saltLength: 64))
    case .CKM_RSA_PKCS_PSS, .CKM_SHA256_RSA_PKCS_PSS:
      mechanism = Mechanism(type, .pss(hash: .CKM_SHA256, mask: .CKG_MGF1_SHA256, saltLength: 32))
    default: mechanism = Mechanism(type)
    }
    self.data = data
  }
}
