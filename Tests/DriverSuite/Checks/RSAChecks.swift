import Cryptoki

extension Check {
  static let rsaChecks: [Check] =
    plainSignatures + digestSignatures + pssSignatures + recoveries + encryptions + untried

  private static let shapes = KeyShape.rsaShapes

  private static func signature(_ name: String, _ check: SignatureCheck) -> Check {
    Check(.rsa, name) { try check.run(shapes, on: $0) }
  }

  private static let plainSignatures: [Check] = [
    signature(
      "CKM_RSA_PKCS signs",
      SignatureCheck(mechanism: Mechanism(.CKM_RSA_PKCS), scheme: .pkcs1, data: { _ in Array(1...51) })),
    signature(
      "CKM_RSA_X_509 signs",
      SignatureCheck(mechanism: Mechanism(.CKM_RSA_X_509), scheme: .unpadded, data: block)),
  ]

  /// A number as long as the modulus, and below it.
  private static func block(_ shape: KeyShape) -> [UInt8] {
    [0] + (1..<shape.signatureLength).map { UInt8(truncatingIfNeeded: $0) }
  }

  private static let digestSignatures: [Check] =
    [
      (MechanismType.CKM_MD5_RSA_PKCS, "MD5"), (.CKM_SHA1_RSA_PKCS, "SHA1"), (.CKM_SHA224_RSA_PKCS, "SHA224"),
      (.CKM_SHA256_RSA_PKCS, "SHA256"), (.CKM_SHA384_RSA_PKCS, "SHA384"), (.CKM_SHA512_RSA_PKCS, "SHA512"),
      (.CKM_RIPEMD160_RSA_PKCS, "RIPEMD160"),
    ].map { mechanism, digest in
      let other = digest == "SHA256" ? (MechanismType.CKM_SHA384_RSA_PKCS, "SHA384") : (.CKM_SHA256_RSA_PKCS, "SHA256")
      return signature(
        "\(mechanism.name) signs",
        SignatureCheck(
          mechanism: Mechanism(mechanism), scheme: .pkcs1(digest), wrong: (Mechanism(other.0), .pkcs1(other.1))))
    } + [
      // OpenSSL has no MD2: it is given what MD2 makes of "abc" (RFC 1319), with the name that goes before it.
      signature(
        "CKM_MD2_RSA_PKCS signs",
        SignatureCheck(
          mechanism: Mechanism(.CKM_MD2_RSA_PKCS), scheme: .pkcs1, data: { _ in Array("abc".utf8) },
          outsideData: DER.sequence(
            DER.sequence([0x06, 0x08, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x02], [0x05, 0x00]),
            DER.value(
              0x04,
              [
                0xDA, 0x85, 0x3B, 0x0D, 0x3F, 0x88, 0xD9, 0x9B, 0x30, 0x28, 0x3A, 0x69, 0xE6, 0xDE, 0xD6, 0xBB,
              ]))))
    ]

  private static let pssSignatures: [Check] =
    Digest.all.map { digest in
      signature(
        "CKM_RSA_PKCS_PSS signs, \(digest.name)",
        SignatureCheck(
          mechanism: Mechanism(.CKM_RSA_PKCS_PSS, digest.pss), scheme: .pss(digest, isDigested: true),
          wrong: (Mechanism(.CKM_RSA_PKCS_PSS, digest.another.pss), .pss(digest.another, isDigested: true)),
          data: { _ in (0..<digest.length).map { UInt8($0 + 1) } }))
    }
    + Digest.all.map { digest in
      signature(
        "\(digest.signing.pss.name) signs",
        SignatureCheck(
          mechanism: Mechanism(digest.signing.pss, digest.pss), scheme: .pss(digest, isDigested: false),
          wrong: (Mechanism(digest.another.signing.pss, digest.another.pss), .pss(digest.another, isDigested: false))))
    }

  private static let recoveries: [Check] = [MechanismType.CKM_RSA_PKCS, .CKM_RSA_X_509].map { mechanism in
    Check(.rsa, "\(mechanism.name) signs so that the data are recovered") { desk in
      try desk.requireOffer(mechanism, [.CKF_SIGN_RECOVER, .CKF_VERIFY_RECOVER])
      for shape in shapes {
        let session = try desk.session
        let pair = try desk.pair(shape)
        let isPadded = mechanism == .CKM_RSA_PKCS
        let data = isPadded ? Array(1...51) : block(shape)
        let signature = try session.signRecoverably(data, pair.privateKey, Mechanism(mechanism))
        try require(
          try pair.outside.verify(signature, over: data, isPadded ? .pkcs1 : .unpadded),
          "\(shape.name): OpenSSL does not verify it")
        try require(
          try session.recover(from: signature, pair.publicKey, Mechanism(mechanism)) == data,
          "\(shape.name): other data are recovered")
      }
    }
  }

  private static let encryptions: [Check] =
    [
      encryption("CKM_RSA_PKCS encrypts", Mechanism(.CKM_RSA_PKCS), .pkcs1) { _ in Array("a short text".utf8) },
      encryption("CKM_RSA_X_509 encrypts", Mechanism(.CKM_RSA_X_509), .unpadded, block),
    ]
    + Digest.all.map { digest in
      encryption(
        "CKM_RSA_PKCS_OAEP encrypts, \(digest.name)", Mechanism(.CKM_RSA_PKCS_OAEP, digest.oaep), .oaep(digest)
      ) {
        _ in Array("a short text".utf8)
      }
    }

  /// Encrypts on the token and decrypts outside, and the other way; another key does not decrypt.
  private static func encryption(
    _ name: String, _ mechanism: Mechanism, _ scheme: OutsideScheme, _ text: @escaping @Sendable (KeyShape) -> [UInt8]
  ) -> Check {
    Check(.rsa, name) { desk in
      try desk.requireOffer(mechanism.type, [.CKF_ENCRYPT, .CKF_DECRYPT])
      for shape in shapes {
        let session = try desk.session
        let (pair, outsider) = (try desk.pair(shape), try desk.outsider(shape))
        let text = text(shape)
        let imported = try session.createObject(outsider.publicTemplate())
        let sealed = try session.encrypt(text, imported, mechanism)
        try require(try outsider.decrypt(sealed, scheme) == text, "\(shape.name): OpenSSL does not decrypt it")
        let foreign = try pair.outside.encrypt(text, scheme)
        try require(
          try session.decrypt(foreign, pair.privateKey, mechanism) == text, "\(shape.name): OpenSSL's is not decrypted")
        // With the wrong key, padding is either refused or made up; the text it is not.
        try require(
          (try? session.decrypt(sealed, pair.privateKey, mechanism)) != text, "\(shape.name): the wrong key decrypts")
      }
    }
  }

  /// What no driver here offers, so that nothing was ever tried: the day that one does, its check has to be written.
  private static let untried: [Check] = [
    MechanismType.CKM_RSA_9796, .CKM_RIPEMD128_RSA_PKCS, .CKM_RSA_PKCS_TPM_1_1, .CKM_RSA_PKCS_OAEP_TPM_1_1,
  ].map { untried(.rsa, $0) }

  static func untried(_ group: CheckGroup, _ mechanism: MechanismType) -> Check {
    Check(group, mechanism.name) { desk in
      try desk.requireOffer(mechanism, [])
      throw Mismatch(description: "it is offered, and has no check")
    }
  }
}
