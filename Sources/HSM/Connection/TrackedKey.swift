public import Cryptoki

/// A key without which a connection is not as it was: it is found again and proved before the driver counts as connected.
public struct TrackedKey: Sendable {
  public typealias Proof = @Sendable (ObjectHandle, Session) throws(CryptokiError) -> Bool

  /// As people know it, printable.
  public let name: String
  /// CKA_LABEL, CKA_KEY_TYPE and CKA_ID, by which it is found.
  public let label: [UInt8]
  public let keyType: UInt
  public let id: [UInt8]
  /// Whether an object is this very key, whatever it is called.
  let proof: Proof

  public init(name: String, label: [UInt8], keyType: UInt, id: [UInt8], proof: @escaping Proof) {
    self.name = name
    self.label = label
    self.keyType = keyType
    self.id = id
    self.proof = proof
  }
}

/// What became of the keys that are tracked.
enum KeyProof: Sendable, Equatable {
  /// Not looked at since the last login.
  case open
  /// All are there, and the same; the handles hold within this generation.
  case passed([ObjectHandle])
  /// What is different, in words.
  case different(HSMError)
}
