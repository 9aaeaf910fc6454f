internal import Cryptoki
public import HSM

/// Which key something is encrypted with: where it was and what it was called then, and the fingerprint, which is the
/// same for all copies of one key.
public struct KeyIdentity: Sendable, Hashable, Codable {
  public var token: TokenIdentity
  /// CKA_LABEL, as the token has it.
  public var label: [UInt8]
  /// CKA_KEY_TYPE.
  public var keyType: UInt
  /// CKA_ID.
  public var id: [UInt8]
  public var fingerprint: [UInt8]

  public init(token: TokenIdentity, label: [UInt8], keyType: UInt, id: [UInt8], fingerprint: [UInt8]) {
    self.token = token
    self.label = label
    self.keyType = keyType
    self.id = id
    self.fingerprint = fingerprint
  }
}

extension KeyIdentity: CustomStringConvertible {
  /// In words for people: label, token, and enough of the fingerprint to tell keys of one name apart.
  public var description: String {
    let label = Name.printable(String(decoding: label, as: UTF8.self))
    let token = Name.printable("\(token.label), serial \(token.serial)")
    return "\(label) (\(token), fingerprint \(hexadecimal(fingerprint.prefix(8))))"
  }
}

extension KeyReference {
  public var identity: KeyIdentity {
    KeyIdentity(token: token, label: label, keyType: keyType, id: id, fingerprint: cryptogram.fingerprint)
  }
}
