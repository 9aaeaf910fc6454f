extension KeyStore {
  /// The initialisation vector under which an AES key's seed is made: whoever may encrypt under it could make the MACs
  /// of secrets and references, so nothing else may.
  public static let reservedIV = KeySeed.iv
}
