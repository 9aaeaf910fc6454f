internal import Cryptoki

/// The encrypted form of a secret: with the key, and the row that it lies in, all that opening it needs.
struct Envelope: Sendable, Hashable {
  /// Readers refuse what they do not know.
  static let currentVersion: Int64 = 1

  let version: Int64
  /// CK_MECHANISM_TYPE; CKM_AES_CBC_PAD in version 1.
  let mechanism: UInt
  let iv: [UInt8]
  let cipherText: [UInt8]
  /// HMAC-SHA-256 under a key that only the encrypting key can make.
  let mac: [UInt8]

  var encrypted: Encrypted { Encrypted(iv: iv, text: cipherText) }
  var isKnown: Bool { version == Self.currentVersion && mechanism == MechanismType.CKM_AES_CBC_PAD.rawValue }

  /// SHA-256 over all of it, as the audit log remembers it.
  var hash: [UInt8] {
    sha256(
      MACFields([.number(version), .number(Int64(mechanism)), .bytes(iv), .bytes(cipherText), .bytes(mac)]).encoded)
  }
}

/// What an envelope belongs to. The MAC covers it, so that an envelope fits no other row and no earlier state of its own.
struct EnvelopePlace: Sendable, Hashable {
  var store: [UInt8]
  var secret: [UInt8]
  var revision: Int64
  var name: String
  var type: String
  var policy: [UInt8]

  /// What the MAC is made over, in this order: version, mechanism, store, secret, revision, name, type, policy,
  /// fingerprint, IV, cipher text.
  ///
  /// No such text is that of a cryptogram: that one begins with a scope, which is never eight bytes of a number.
  func fields(
    version: Int64, mechanism: UInt, fingerprint: [UInt8], iv: [UInt8], cipherText: [UInt8]
  ) -> MACFields {
    MACFields([
      .number(version), .number(Int64(mechanism)), .bytes(store), .bytes(secret), .number(revision),
      .bytes(Array(name.utf8)), .bytes(Array(type.utf8)), .bytes(policy), .bytes(fingerprint), .bytes(iv),
      .bytes(cipherText),
    ])
  }
}

/// Fields as MACs and hashes cover them: each with its length before it, so that no two lists have one encoding.
struct MACFields {
  enum Field {
    case bytes([UInt8])
    /// Eight bytes, the most significant first.
    case number(Int64)
  }
  let encoded: [UInt8]

  init(_ fields: [Field]) {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(
      fields.reduce(0) { if case .bytes(let bytes) = $1 { $0 + 8 + bytes.count } else { $0 + 16 } })
    func add(_ number: UInt64) { withUnsafeBytes(of: number.bigEndian) { encoded += $0 } }
    for field in fields {
      switch field {
      case .bytes(let bytes):
        add(UInt64(bytes.count))
        encoded += bytes
      case .number(let number):
        add(8)
        add(UInt64(bitPattern: number))
      }
    }
    self.encoded = encoded
  }
}
