public import HSM

/// How a key is remembered for good: where it was, what it was called, and the cryptogram that proves which one it was.
public struct KeyReference: Sendable, Hashable, Codable {
  public var token: TokenIdentity
  /// CKA_LABEL, as the token has it: not every label is UTF-8.
  public var label: [UInt8]
  /// CKA_KEY_TYPE.
  public var keyType: UInt
  /// CKA_ID.
  public var id: [UInt8]
  public var cryptogram: Cryptogram

  public init(token: TokenIdentity, label: [UInt8], keyType: UInt, id: [UInt8], cryptogram: Cryptogram) {
    self.token = token
    self.label = label
    self.keyType = keyType
    self.id = id
    self.cryptogram = cryptogram
  }

  /// Whether both name the same key. Copies of one key on two tokens open the same secrets, so they count as one.
  public func isSameKey(as other: KeyReference) -> Bool { cryptogram.fingerprint == other.cryptogram.fingerprint }
}

extension KeyReference: CustomStringConvertible {
  /// In words for people: label, token, and enough of the fingerprint to tell keys of one name apart.
  public var description: String { identity.description }
}
