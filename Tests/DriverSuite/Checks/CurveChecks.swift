import Cryptoki
import HSM

extension Check {
  static let curveChecks: [Check] =
    [
      Check(.curves, "CKM_ECDSA signs") { desk in
        // As long as each curve's order allows.
        try SignatureCheck(
          mechanism: Mechanism(.CKM_ECDSA), scheme: .curve,
          data: { shape in (0..<min(64, shape.signatureLength / 2)).map { UInt8($0 + 1) } }
        ).run(KeyShape.curveShapes, on: desk)
      }
    ]
    + Digest.all.map { digest in
      Check(.curves, "\(digest.signing.ecdsa.name) signs") { desk in
        try SignatureCheck(
          mechanism: Mechanism(digest.signing.ecdsa), scheme: .curve(digest),
          wrong: (Mechanism(digest.another.signing.ecdsa), .curve(digest.another))
        ).run(KeyShape.curveShapes, on: desk)
      }
    } + [
      Check(.curves, "CKM_EDDSA signs, Ed25519") { desk in
        try SignatureCheck(mechanism: Mechanism(.CKM_EDDSA), scheme: .edwards).run([.curve(.ed25519)], on: desk)
      },
      Check(.curves, "CKM_ECDH1_DERIVE comes to OpenSSL's secret") { desk in
        try desk.requireOffer(.CKM_ECDH1_DERIVE, .CKF_DERIVE)
        for shape in KeyShape.curveShapes { try agrees(shape, desk) }
      },
      untried(.curves, .CKM_ECDH1_COFACTOR_DERIVE),
      untried(.curves, .CKM_ECMQV_DERIVE),
    ]

  private static func agrees(_ shape: KeyShape, _ desk: Desk) throws {
    let session = try desk.session
    let (pair, outsider) = (try desk.pair(shape), try desk.outsider(shape))
    let secret = try outsider.secret(with: pair.outside)
    let parameter = MechanismParameter.ecdh1(function: .CKD_NULL, sharedData: [], publicPoint: try outsider.point())
    let derived = try session.deriveKey(
      from: pair.privateKey, Mechanism(.CKM_ECDH1_DERIVE, parameter),
      [
        .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_GENERIC_SECRET), .CKA_TOKEN: false,
        .CKA_SENSITIVE: false, .CKA_EXTRACTABLE: true, .CKA_VALUE_LEN: .number(UInt(secret.count)),
      ])
    try require(
      try session.attributes([.CKA_VALUE], of: derived).bytes(.CKA_VALUE) == secret, "\(shape.name): another secret")
  }
}
