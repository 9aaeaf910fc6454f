/// What a driver may be used for; one that is not configured for it is neither offered nor tried.
public enum UseCase: String, Sendable, Codable, CaseIterable, Hashable {
  /// Encrypting and decrypting data at rest under AES keys of the token.
  case protect
  /// Generating key pairs with the token's entropy, for use outside it.
  case generate
  /// Signing and encrypting with key pairs that never leave the token.
  case hardware
}
