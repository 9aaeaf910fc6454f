/// What an AES key's seed is made of: this text, encrypted with CKM_AES_CBC_PAD under this initialisation vector.
///
/// A key's fingerprint and the MACs of all that it protects come from the seed, so that nobody else may have it made.
public enum SeedText {
  public static let iv = Array("claviger-seed-iv".utf8)
  public static let text = Array("Claviger derives a key's fingerprint and its MAC key from this. ".utf8)
  /// What goes into the cipher first. Whoever has it encrypted can go on from there to the whole seed.
  public static let firstBlock = zip(iv, text).map { $0 ^ $1 }
}
