internal import COpenSSL
internal import Cryptoki

extension Connection {
  /// Tries a key on fresh random text: an AES key encrypts, decrypts, and the texts are compared; a private key signs, and
  /// decrypts where it may, and OpenSSL checks it with the public half outside the token.
  ///
  /// - Throws: `HSMError`; `refused` where the use case is not configured, or nothing is defined that could be tried.
  public func test(_ key: KeyObject) throws(HSMError) -> KeyTest {
    let isPair = key.objectClass == .CKO_PRIVATE_KEY || key.objectClass == .CKO_PUBLIC_KEY
    try require(isPair ? .hardware : .protect, to: "use key \(key.labelText)")
    let steps = isPair ? try testPair(key) : try testSecretKey(key)
    guard !steps.isEmpty else {
      throw HSMError(
        .refused, "key \(key.labelText) cannot be tried: it may neither encrypt and decrypt nor sign",
        remedy: "`claviger keys show` tells what it may do")
    }
    return KeyTest(key: key, steps: steps)
  }

  private func testSecretKey(_ key: KeyObject) throws(HSMError) -> [KeyTest.Step] {
    guard key.keyType == .CKK_AES, key.attributes.bool(.CKA_ENCRYPT) == true, key.attributes.bool(.CKA_DECRYPT) == true
    else { return [] }
    let text = randomBytes(64)
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: randomBytes(16))
    return [
      try step("encrypt, decrypt, compare", .CKM_AES_CBC_PAD, [.CKF_ENCRYPT, .CKF_DECRYPT], key) {
        (session, handle) throws(CryptokiError) in
        let cipherText = try Self.output(of: text) { (input, room) throws(CryptokiError) in
          try session.encrypt(input, with: handle, mechanism, into: room)
        }
        let opened = try Self.output(of: cipherText) { (input, room) throws(CryptokiError) in
          try session.decrypt(input, with: handle, mechanism, into: room)
        }
        return opened == text && !cipherText.starts(with: text) ? nil : "the text came back another"
      }
    ]
  }

  private func testPair(_ key: KeyObject) throws(HSMError) -> [KeyTest.Step] {
    let halves = try halves(of: key)
    guard let privateKey = halves.first(where: { $0.objectClass == .CKO_PRIVATE_KEY }) else { return [] }
    guard let publicKey = halves.first(where: { $0.objectClass == .CKO_PUBLIC_KEY }),
      let outside = OutsidePublicKey(try publicHalf(publicKey))
    else {
      throw HSMError(
        .refused, "key \(key.labelText) cannot be tried: its public half is not on the token, or of an unknown kind",
        remedy: "what it signs can be checked with its certificate")
    }
    let use = try withSession(couldNot: "key \(key.labelText) could not be read") { (session) throws(CryptokiError) in
      try AttributeReader([.CKA_SIGN, .CKA_DECRYPT, .CKA_CLASS]).read(
        try handle(of: privateKey, in: session), in: session)
    }
    var steps: [KeyTest.Step] = []
    let text = randomBytes(64)
    if use.bool(.CKA_SIGN) == true, let signing = Signing(privateKey) {
      steps.append(
        try step("sign, and verify outside", signing.mechanism, .CKF_SIGN, privateKey) {
          (session, handle) throws(CryptokiError) in
          let signature = try Self.output(of: signing.input(text)) { (input, room) throws(CryptokiError) in
            try session.sign(input, with: handle, Mechanism(signing.mechanism), into: room)
          }
          return outside.verifies(signing.readable(signature), over: text, hashes: signing.hashes)
            ? nil : "OpenSSL does not take the signature for the public half's"
        })
    }
    if use.bool(.CKA_DECRYPT) == true, privateKey.keyType == .CKK_RSA, let cipherText = outside.encrypt(text) {
      steps.append(
        try step("encrypt outside, decrypt, compare", .CKM_RSA_PKCS, .CKF_DECRYPT, privateKey) {
          (session, handle) throws(CryptokiError) in
          let opened = try Self.output(of: cipherText) { (input, room) throws(CryptokiError) in
            try session.decrypt(input, with: handle, Mechanism(.CKM_RSA_PKCS), into: room)
          }
          return opened == text ? nil : "the text came back another"
        })
    }
    return steps
  }

  private func publicHalf(_ key: KeyObject) throws(HSMError) -> SubjectPublicKeyInfo {
    let read = try withSession(couldNot: "the public half of \(key.labelText) could not be read") {
      (session) throws(CryptokiError) in
      try AttributeReader(SubjectPublicKeyInfo.attributes).read(try handle(of: key, in: session), in: session)
    }
    guard let info = SubjectPublicKeyInfo(read) else {
      throw HSMError(
        .refused, "key \(key.labelText) cannot be tried: nothing is known of \(key.typeWords) outside the token",
        remedy: "choose an RSA, P-256, P-384, P-521, Ed25519 or Ed448 pair")
    }
    return info
  }

  /// Does one thing; what the token refuses is a result, a lost connection or login an error.
  ///
  /// - Parameter body: answers what is wrong, or nil.
  private func step(
    _ what: String, _ mechanism: MechanismType, _ flags: MechanismFlags, _ key: KeyObject,
    _ body: (Session, ObjectHandle) throws(CryptokiError) -> String?
  ) throws(HSMError) -> KeyTest.Step {
    guard try offers(mechanism, for: flags) else { return .init(what, mechanism, .notOffered) }
    do {
      let fault = try withSession(couldNot: "\(what) failed") { (session) throws(CryptokiError) in
        try body(session, try handle(of: key, in: session))
      }
      return .init(what, mechanism, fault == nil ? .passed : .failed, detail: fault)
    } catch let error where error.code == .failed {
      return .init(what, mechanism, .failed, returnCode: error.cause?.code, detail: error.message)
    }
  }

  private static func output(
    of input: [UInt8], _ body: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int
  ) throws(CryptokiError) -> [UInt8] {
    // RSA-16384 answers 2,048 bytes.
    var room = [UInt8](repeating: 0, count: 4096)
    let written = try input.withUnsafeBytes { input in
      room.withUnsafeMutableBytes { room in Swift.Result { () throws(CryptokiError) in try body(input, room) } }
    }.get()
    return Array(room.prefix(written))
  }
}

/// How a private key signs 64 bytes, with what every token of its type can do.
private struct Signing {
  let mechanism: MechanismType

  init?(_ key: KeyObject) {
    switch key.keyType {
    case .CKK_RSA: mechanism = .CKM_SHA256_RSA_PKCS
    case .CKK_EC: mechanism = .CKM_ECDSA
    case .CKK_EC_EDWARDS: mechanism = .CKM_EDDSA
    default: return nil
    }
  }

  var hashes: Bool { mechanism != .CKM_EDDSA }

  /// CKM_ECDSA takes a hash; the others hash by themselves.
  func input(_ text: [UInt8]) -> [UInt8] {
    guard mechanism == .CKM_ECDSA else { return text }
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(text, text.count, &digest)
    return digest
  }

  /// ECDSA's two numbers stand one after the other; others read them as a SEQUENCE.
  func readable(_ signature: [UInt8]) -> [UInt8] {
    mechanism == .CKM_ECDSA ? ECDSASignature.der(raw: signature) : signature
  }
}
