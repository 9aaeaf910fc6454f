/// The one block that no caller may encrypt with a protecting key.
///
/// A key's seed begins with the encryption of this block; whoever has it encrypted, in any mode that takes a block as it
/// is, can go on from there and make the MAC key.
public enum ReservedBlock {
  /// What goes into the cipher first when a seed is made: the text's first block XORed with the IV.
  private static let block = zip(KeySeed.iv, KeySeed.text).map { $0 ^ $1 }

  /// Whether encrypting this input would give the first block of the seed away.
  ///
  /// - Parameters:
  ///   - iv: of a CBC mode; empty for ECB.
  ///   - input: of ECB every block is looked at, of CBC the first: the others depend on what the key answers.
  public static func isMet(iv: [UInt8], by input: some Collection<UInt8>) -> Bool {
    let size = block.count
    if !iv.isEmpty {
      return input.count >= size && zip(iv, input).map { $0 ^ $1 }.elementsEqual(block)
    }
    let bytes = Array(input)
    return stride(from: 0, through: bytes.count - size, by: size).contains {
      bytes[$0..<($0 + size)].elementsEqual(block)
    }
  }

  /// Whether a counter mode would encrypt the block as its counter: the key stream would be the seed's beginning.
  ///
  /// - Parameters:
  ///   - counter: the first counter block, 16 bytes.
  ///   - blocks: how many follow it, itself included.
  public static func isMet(counter: [UInt8], blocks: Int) -> Bool {
    guard counter.count == block.count else { return false }
    func low(_ bytes: [UInt8]) -> UInt64 { bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) } }
    // A counter of 64 bits or less: its upper half stays as it is.
    return counter.prefix(8).elementsEqual(block.prefix(8)) && low(block) &- low(counter) < UInt64(max(blocks, 1))
  }
}
