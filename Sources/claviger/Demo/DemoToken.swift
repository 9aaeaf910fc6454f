import Cryptoki
import HSM
import SecretMemory

/// Makes the demo's token through the wrapper itself, with some sixty objects as a real HSM has them.
struct DemoToken {
  private let modulePath: String
  private let label: String
  private let report: (String) -> Void
  private var nextID: UInt16 = 0x0100

  init(module: String, label: String, report: @escaping (String) -> Void) {
    modulePath = module
    self.label = label
    self.report = report
  }

  mutating func make(pin: consuming SecretBytes, soPIN: consuming SecretBytes) throws {
    do {
      let module = try Module(path: modulePath)
      do {
        try module.initialize()
        try fill(module, pin: pin, soPIN: soPIN)
        try module.finalize()
      } catch let error as CryptokiError {
        // What the module answers now changes nothing: the demo failed, and says so.
        try? module.finalize()
        throw CommandFailure(HSMError(couldNot: "the demo's token could not be made", error))
      }
    } catch let error as ModuleLoadError {
      throw CommandFailure(2, "the module cannot be loaded: \(error)", remedy: "install SoftHSM")
    }
  }

  private mutating func fill(_ module: Module, pin: borrowing SecretBytes, soPIN: borrowing SecretBytes) throws {
    guard
      let slot = try module.slots(withToken: true).first(where: { slot in
        !(try module.tokenInfo(slot).flags.contains(.CKF_TOKEN_INITIALIZED))
      })
    else { throw CommandFailure(3, "SoftHSM shows no slot for a new token") }
    try module.initializeToken(in: slot, soPIN: soPIN, label: label)
    guard
      let fresh = try module.slots(withToken: true).first(where: { try module.tokenInfo($0).label == label })
    else { throw CommandFailure(3, "SoftHSM does not show the token that it made") }
    let session = try module.openSession(on: fresh, readWrite: true)
    try session.login(.CKU_SO, pin: soPIN)
    try session.initializePIN(pin)
    try session.logout()
    try session.login(.CKU_USER, pin: pin)
    report("  AES keys")
    try makeAESKeys(session)
    report("  RSA, EC and Ed25519 pairs, certificates")
    try makePairs(session)
    try session.logout()
  }

  private mutating func makeAESKeys(_ session: Session) throws {
    for name in ["kek-2024", "kek-2025", "kek-2026"] { try aes(name, 32, session) }
    // Two keys of one name, as happens after a migration: only the cryptogram tells them apart.
    try aes("payments-kek", 32, session)
    try aes("payments-kek", 32, session)
    try aes("archive-kek", 24, session)
    try aes("branch-kek", 16, session)
    // SoftHSM 2.6.1 cannot read back the dates of a private object.
    try aes(
      "kek-2019", 32, session,
      [
        .CKA_PRIVATE: false, .CKA_START_DATE: .text("20190101"), .CKA_END_DATE: .text("20201231"),
      ])
    try aes("unwrap-only", 32, session, [.CKA_ENCRYPT: false, .CKA_DECRYPT: false, .CKA_WRAP: true, .CKA_UNWRAP: true])
    try aes("backup-transport", 32, session, [.CKA_EXTRACTABLE: true])
    try aes("imported-legacy", 32, session, [.CKA_SENSITIVE: false, .CKA_EXTRACTABLE: true])
    for number in 1...9 { try aes("app-\(number)-data", number % 2 == 0 ? 16 : 32, session) }
  }

  private mutating func aes(_ label: String, _ bytes: UInt, _ session: Session, _ changes: Template = [:]) throws {
    var template: Template = [
      .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES), .CKA_TOKEN: true,
      .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false, .CKA_LABEL: .text(label),
      .CKA_ID: .bytes(takeID()), .CKA_VALUE_LEN: .number(bytes), .CKA_ENCRYPT: true, .CKA_DECRYPT: true,
      .CKA_WRAP: false, .CKA_UNWRAP: false,
    ]
    for attribute in changes.attributes { template[attribute.type] = attribute.value }
    _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), template)
  }

  private mutating func makePairs(_ session: Session) throws {
    for name in ["code-signing", "tls-web-1", "tls-web-2", "document-signing"] {
      let id = takeID()
      let pair = try rsa(name, 2048, id, session)
      if name != "document-signing" {
        _ = try session.createObject(
          try DemoCertificate.template(for: pair, label: name, id: id, in: session))
      }
    }
    let curves: [(String, Curve)] = [
      ("api-gateway", .p256), ("device-attestation", .p256), ("timestamping", .p384), ("root-2035", .p521),
      ("ledger", .p256), ("mail-gateway", .p384),
    ]
    for (name, curve) in curves { try ec(name, curve, .CKM_EC_KEY_PAIR_GEN, .CKK_EC, session) }
    for name in ["ssh-bastion", "release-notes", "telemetry"] {
      try ec(name, .ed25519, .CKM_EC_EDWARDS_KEY_PAIR_GEN, .CKK_EC_EDWARDS, session)
    }
    for name in ["vpn-a", "vpn-b"] { try ec(name, .p256, .CKM_EC_KEY_PAIR_GEN, .CKK_EC, session) }
  }

  private func rsa(
    _ label: String, _ bits: UInt, _ id: [UInt8], _ session: Session
  ) throws -> (publicKey: ObjectHandle, privateKey: ObjectHandle) {
    var (publicKey, privateKey) = halves(label, id)
    publicKey[.CKA_MODULUS_BITS] = .number(bits)
    publicKey[.CKA_PUBLIC_EXPONENT] = .bytes([1, 0, 1])
    publicKey[.CKA_ENCRYPT] = true
    privateKey[.CKA_DECRYPT] = true
    return try session.generateKeyPair(
      Mechanism(.CKM_RSA_PKCS_KEY_PAIR_GEN), publicKey: publicKey, privateKey: privateKey)
  }

  private mutating func ec(
    _ label: String, _ curve: Curve, _ mechanism: MechanismType, _ type: KeyType, _ session: Session
  ) throws {
    var (publicKey, privateKey) = halves(label, takeID())
    publicKey[.CKA_EC_PARAMS] = .bytes(curve.parameters)
    publicKey[.CKA_KEY_TYPE] = .keyType(type)
    privateKey[.CKA_KEY_TYPE] = .keyType(type)
    _ = try session.generateKeyPair(Mechanism(mechanism), publicKey: publicKey, privateKey: privateKey)
  }

  private func halves(_ label: String, _ id: [UInt8]) -> (publicKey: Template, privateKey: Template) {
    (
      [
        .CKA_TOKEN: true, .CKA_PRIVATE: false, .CKA_LABEL: .text(label), .CKA_ID: .bytes(id), .CKA_VERIFY: true,
      ],
      [
        .CKA_TOKEN: true, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false,
        .CKA_LABEL: .text(label), .CKA_ID: .bytes(id), .CKA_SIGN: true,
      ]
    )
  }

  private mutating func takeID() -> [UInt8] {
    nextID += 1
    return [UInt8(nextID >> 8), UInt8(nextID & 0xFF)]
  }
}
