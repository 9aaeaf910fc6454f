import Cryptoki

extension Check {
  private static let iv: [UInt8] = Array(0x10...0x1F)

  static let cipherChecks: [Check] =
    [MechanismType.CKM_AES_CBC_PAD, .CKM_AES_CBC].flatMap { mechanism in
      [16, 24, 32].map { length in
        Check(.ciphers, "\(mechanism.name), AES-\(length * 8), both ways with OpenSSL") { desk in
          try desk.requireOffer(mechanism, [.CKF_ENCRYPT, .CKF_DECRYPT])
          try agreesWithOpenSSL(mechanism, Array((0..<length).map { UInt8($0 &* 7 &+ 3) }), desk)
        }
      }
    } + [
      Check(.ciphers, "a wrong AES key does not decrypt") { desk in
        try desk.requireOffer(.CKM_AES_CBC_PAD, [.CKF_ENCRYPT, .CKF_DECRYPT])
        let session = try desk.session
        // A wrong key has one chance in 256 to leave what looks like padding: twenty texts leave none.
        let (right, wrong) = (
          try importKey([UInt8](repeating: 1, count: 32), desk), try importKey([UInt8](repeating: 2, count: 32), desk)
        )
        let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
        var refused = 0
        for number in 0..<20 {
          let sealed = try session.encrypt([UInt8](repeating: UInt8(number), count: 21), right, mechanism)
          if (try? session.decrypt(sealed, wrong, mechanism)) == nil { refused += 1 }  // Any refusal counts.
        }
        try require(refused > 10, "\(20 - refused) of 20 decrypt to other bytes, with CKR_OK")
      },
      Check(.ciphers, "CKA_DECRYPT false forbids decryption") { desk in
        try desk.requireOffer(.CKM_AES_CBC_PAD, [.CKF_ENCRYPT, .CKF_DECRYPT])
        var template = sessionKey(32)
        template[.CKA_DECRYPT] = false
        let key = try desk.session.generateKey(Mechanism(.CKM_AES_KEY_GEN), template)
        try expect(.CKR_KEY_FUNCTION_NOT_PERMITTED) {
          _ = try desk.session.decrypt(
            [UInt8](repeating: 0, count: 32), key, Mechanism(.CKM_AES_CBC_PAD, parameter: iv))
        }
      },
      Check(.ciphers, "a text in parts comes to the same, C_EncryptUpdate and C_DecryptUpdate") { desk in
        try desk.requireOffer(.CKM_AES_CBC_PAD, [.CKF_ENCRYPT, .CKF_DECRYPT])
        let session = try desk.session
        let key = try importKey([UInt8](repeating: 4, count: 32), desk)
        let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
        let text = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let sealed = try session.encrypt(text, key, mechanism)
        try require(
          try inParts(text, session.beginEncryption(with: key, mechanism)) == sealed, "encrypted to other bytes")
        try require(
          try inParts(sealed, session.beginDecryption(with: key, mechanism)) == text, "decrypted to other bytes")
      },
    ]

  /// Gives an operation its data in parts that are no multiples of a block.
  private static func inParts(_ input: [UInt8], _ operation: consuming CipherOperation) throws -> [UInt8] {
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 128)
    for start in stride(from: 0, to: input.count, by: 77) {
      let count = try input[start..<min(start + 77, input.count)].withUnsafeBytes { part in
        try room.withUnsafeMutableBytes { try operation.update(part, into: $0) }
      }
      output += room.prefix(count)
    }
    let count = try room.withUnsafeMutableBytes { try operation.finish(into: $0) }
    return output + room.prefix(count)
  }

  /// Encrypts on the token and decrypts outside, and the other way, for lengths on both sides of a block.
  private static func agreesWithOpenSSL(_ mechanism: MechanismType, _ value: [UInt8], _ desk: Desk) throws {
    let session = try desk.session
    let key = try importKey(value, desk)
    let isPadded = mechanism == .CKM_AES_CBC_PAD
    let outside = OutsideCipher(key: value, iv: iv, isPadded: isPadded)
    for length in isPadded ? [0, 1, 15, 16, 17, 1000] : [16, 32, 1008] {
      let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let sealed = try session.encrypt(text, key, Mechanism(mechanism, parameter: iv))
      try require(sealed == (try outside.encrypt(text)), "\(length) bytes: OpenSSL encrypts them to others")
      try require(try outside.decrypt(sealed) == text, "\(length) bytes: OpenSSL does not decrypt them")
      try require(
        try session.decrypt(sealed, key, Mechanism(mechanism, parameter: iv)) == text,
        "\(length) bytes are not decrypted")
    }
    let other = try session.decrypt(
      try session.encrypt([UInt8](repeating: 5, count: 32), key, Mechanism(mechanism, parameter: iv)), key,
      Mechanism(mechanism, parameter: iv.reversed()))
    try require(other != [UInt8](repeating: 5, count: 32), "another IV changes nothing")
  }

  /// A session key of a known value, by C_CreateObject.
  static func importKey(_ value: [UInt8], _ desk: Desk) throws -> ObjectHandle {
    try desk.session.createObject([
      .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES), .CKA_TOKEN: false,
      .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: true, .CKA_VALUE: .bytes(value), .CKA_ENCRYPT: true,
      .CKA_DECRYPT: true, .CKA_WRAP: true, .CKA_UNWRAP: true,
    ])
  }
}
