/// Which secrets a list or a change is about; what is nil narrows nothing.
public struct SecretFilter: Sendable, Hashable, Codable {
  public var type: String?
  /// The policy and what is below it.
  public var policy: PolicyPath?
  /// The fingerprint of the key that they are encrypted with.
  public var fingerprint: [UInt8]?
  /// CKA_LABEL of the key, as the secret remembers it.
  public var keyLabel: [UInt8]?
  /// A part of the name, in any case of ASCII letters.
  public var text: String?

  public init(
    type: String? = nil, policy: PolicyPath? = nil, fingerprint: [UInt8]? = nil, keyLabel: [UInt8]? = nil,
    text: String? = nil
  ) {
    self.type = type
    self.policy = policy
    self.fingerprint = fingerprint
    self.keyLabel = keyLabel
    self.text = text
  }
}
