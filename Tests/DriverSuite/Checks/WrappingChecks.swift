import Cryptoki
import HSM

extension Check {
  static let wrappingChecks: [Check] = symmetric + asymmetric + privateKeys

  private static let iv = [UInt8](0x20...0x2F)
  private static let kek = [UInt8](0x40...0x5F)

  /// A mechanism that wraps under an AES key, and what OpenSSL calls it.
  private struct Wrap: Sendable {
    let mechanism: Mechanism
    let cipher: OutsideCipher
  }

  private static let wraps: [Wrap] = [
    Wrap(mechanism: Mechanism(.CKM_AES_KEY_WRAP_KWP), cipher: OutsideCipher(key: kek, mode: .wrapPadded)),
    Wrap(mechanism: Mechanism(.CKM_AES_KEY_WRAP_PAD), cipher: OutsideCipher(key: kek, mode: .wrapPadded)),
    Wrap(mechanism: Mechanism(.CKM_AES_CBC_PAD, parameter: iv), cipher: OutsideCipher(key: kek, iv: iv)),
    Wrap(mechanism: Mechanism(.CKM_AES_KEY_WRAP), cipher: OutsideCipher(key: kek, mode: .wrap)),
    Wrap(mechanism: Mechanism(.CKM_AES_CBC, parameter: iv), cipher: OutsideCipher(key: kek, iv: iv, isPadded: false)),
  ]

  private static let symmetric: [Check] = wraps.flatMap { wrap in
    [
      Check(.wrapping, "\(wrap.mechanism.type.name) wraps an AES key for OpenSSL") { desk in
        try desk.requireOffer(wrap.mechanism.type, .CKF_WRAP)
        for length in [16, 32] {
          let value = [UInt8](repeating: UInt8(length), count: length)
          let wrapped = try desk.session.wrapKey(importKey(value, desk), under: importKey(kek, desk), wrap.mechanism)
          try require(try wrap.cipher.decrypt(wrapped) == value, "OpenSSL unwraps other bytes")
        }
      },
      Check(.wrapping, "\(wrap.mechanism.type.name) unwraps OpenSSL's AES key") { desk in
        try desk.requireOffer(wrap.mechanism.type, .CKF_UNWRAP)
        for length in [16, 32] {
          let value = [UInt8](repeating: UInt8(length), count: length)
          let wrapped = try wrap.cipher.encrypt(value)
          try expectKey(value, unwrapping: wrapped, importKey(kek, desk), wrap.mechanism, desk)
        }
      },
    ]
  }

  private static let asymmetric: [Check] =
    [
      ("CKM_RSA_PKCS", Mechanism(.CKM_RSA_PKCS), OutsideScheme.pkcs1),
      ("CKM_RSA_PKCS_OAEP, SHA1,", Mechanism(.CKM_RSA_PKCS_OAEP, Digest.sha1.oaep), .oaep(.sha1)),
      ("CKM_RSA_PKCS_OAEP, SHA256,", Mechanism(.CKM_RSA_PKCS_OAEP, Digest.sha256.oaep), .oaep(.sha256)),
    ].map { name, mechanism, scheme in
      Check(.wrapping, "\(name) wraps and unwraps AES keys") { desk in
        try desk.requireOffer(mechanism.type, [.CKF_WRAP, .CKF_UNWRAP])
        let session = try desk.session
        let value = [UInt8](repeating: 0x77, count: 32)
        for shape in KeyShape.rsaShapes {
          let (pair, outsider) = (try desk.pair(shape), try desk.outsider(shape))
          let imported = try session.createObject(outsider.publicTemplate())
          let wrapped = try session.wrapKey(importKey(value, desk), under: imported, mechanism)
          try require(try outsider.decrypt(wrapped, scheme) == value, "\(shape.name): OpenSSL unwraps other bytes")
          let foreign = try pair.outside.encrypt(value, scheme)
          try expectKey(value, unwrapping: foreign, pair.privateKey, mechanism, desk)
        }
      }
    } + [
      Check(.wrapping, "CKA_SENSITIVE and CKA_EXTRACTABLE are taken when a key is unwrapped") { desk in
        try desk.requireOffer(.CKM_RSA_PKCS, .CKF_UNWRAP)
        let pair = try desk.pair(.rsa(bits: 2048))
        let wrapped = try pair.outside.encrypt([UInt8](repeating: 8, count: 32), .pkcs1)
        let key = try desk.session.unwrap(
          wrapped, pair.privateKey, Mechanism(.CKM_RSA_PKCS), unwrapped.merging(readable))
        let read = try desk.session.attributes([.CKA_SENSITIVE, .CKA_EXTRACTABLE], of: key)
        try require(read.bool(.CKA_SENSITIVE) == false && read.bool(.CKA_EXTRACTABLE) == true, "they are not")
      },
      Check(.wrapping, "a key with CKA_EXTRACTABLE false is not wrapped") { desk in
        let usable = wraps.first { desk.offers($0.mechanism.type, .CKF_WRAP) }
        guard let usable else { throw NotOffered(reason: "nothing wraps under an AES key") }
        let key = try desk.session.generateKey(Mechanism(.CKM_AES_KEY_GEN), sessionKey(32))
        try expect(.CKR_KEY_UNEXTRACTABLE) {
          _ = try desk.session.wrapKey(key, under: importKey(kek, desk), usable.mechanism)
        }
      },
    ]

  /// The way of use case `generate`: by the first mechanism in the required order that the token wraps with.
  private static let privateKeys: [Check] =
    [KeyShape.rsa(bits: 2048), .curve(.p256), .curve(.p384), .curve(.p521), .curve(.ed25519)].map { shape in
      Check(.wrapping, finding: "\(shape.name) leaves as PKCS#8, by") { desk in
        try desk.requireOffer(shape.generation, .CKF_GENERATE_KEY_PAIR)
        let wrap = wraps.prefix(3).first { desk.offers($0.mechanism.type, .CKF_WRAP) }
        guard let wrap else { throw NotOffered(reason: "no mechanism to wrap a private key with") }
        let pair = try desk.session.generatePair(shape, extractable: true)
        let wrapped = try desk.session.wrapKey(pair.privateKey, under: importKey(kek, desk), wrap.mechanism)
        let opened = try wrap.cipher.decrypt(wrapped)
        var length = 0
        let key = try OutsideKey(pkcs8: opened, of: shape, length: &length)
        try require(key.isPair(with: pair.outside), "it is another key")
        // Zero bytes up to a multiple of eight are let pass here: whether there are some depends on the key.
        let rest = opened.dropFirst(length)
        try require(rest.count < 8 && rest.allSatisfy { $0 == 0 }, "\(rest.count) bytes follow the key")
        return wrap.mechanism.type.name
      }
    } + [
      Check(.wrapping, "nothing follows the P-256 key that was wrapped") { desk in
        try desk.requireOffer(.CKM_EC_KEY_PAIR_GEN, .CKF_GENERATE_KEY_PAIR)
        let wrap = wraps.prefix(3).first { desk.offers($0.mechanism.type, .CKF_WRAP) }
        guard let wrap else { throw NotOffered(reason: "no mechanism to wrap a private key with") }
        let pair = try desk.session.generatePair(.curve(.p256), extractable: true)
        let opened = try wrap.cipher.decrypt(
          try desk.session.wrapKey(pair.privateKey, under: importKey(kek, desk), wrap.mechanism))
        var length = 0
        _ = try OutsideKey(pkcs8: opened, of: .curve(.p256), length: &length)
        try require(length == opened.count, "\(opened.count - length) bytes follow it")
      }
    ]

  /// Unwraps an AES key and holds it against its value: by what it encrypts, or where the token has no AES by its bytes.
  private static func expectKey(
    _ value: [UInt8], unwrapping wrapped: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism, _ desk: Desk
  ) throws {
    let session = try desk.session
    guard desk.offers(.CKM_AES_CBC_PAD, .CKF_ENCRYPT) else {
      let opened = try session.unwrap(wrapped, key, mechanism, unwrapped.merging(readable))
      let read = try session.attributes([.CKA_VALUE], of: opened).bytes(.CKA_VALUE)
      return try require(read == value, "the unwrapped key is another")
    }
    let opened = try session.unwrap(wrapped, key, mechanism, unwrapped)
    let text = Array("what it encrypts".utf8)
    let sealed = try session.encrypt(text, opened, Mechanism(.CKM_AES_CBC_PAD, parameter: iv))
    try require(sealed == (try OutsideCipher(key: value, iv: iv).encrypt(text)), "the unwrapped key is another")
  }

  private static let unwrapped: Template = [
    .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES), .CKA_TOKEN: false,
    .CKA_ENCRYPT: true, .CKA_DECRYPT: true,
  ]
  private static let readable: Template = [.CKA_SENSITIVE: false, .CKA_EXTRACTABLE: true]
}

extension Template {
  fileprivate func merging(_ other: Template) -> Template {
    var merged = self
    for attribute in other.attributes { merged[attribute.type] = attribute.value }
    return merged
  }
}
