internal import Cryptoki
internal import SecretMemory
internal import Synchronization

/// Makes the initialisation vectors of one token's envelopes: 16 bytes of getrandom(2), XORed with the HSM's random where
/// it has any. Never repeated and never predictable, as long as one of the two is good.
///
/// The HSM is asked for 4 KiB at a time: one call for 256 vectors.
final class InitialisationVectors: Sendable {
  private struct Supply: ~Copyable {
    var bytes = SecretBytes(capacity: 1)
    var used = 0
    /// nil until the token was asked.
    var hasGenerator: Bool?
  }
  private let supply = Mutex(Supply())
  private static let portion = 4096

  func next(in session: Session) throws(CryptokiError) -> [UInt8] {
    try fill(in: session)
    var generator = SystemRandomNumberGenerator()
    var iv: [UInt8] = []
    for _ in 0..<2 { withUnsafeBytes(of: generator.next() as UInt64) { iv += $0 } }
    supply.withLock { supply in
      // Another thread may have used up what was fetched; getrandom alone is as good.
      guard supply.bytes.count - supply.used >= 16 else { return }
      supply.bytes.withUnsafeBytes { bytes in for index in 0..<16 { iv[index] ^= bytes[supply.used + index] } }
      supply.used += 16
    }
    return iv
  }

  /// Fetches the next portion where the last is used up.
  private func fill(in session: Session) throws(CryptokiError) {
    let (isNeeded, known) = supply.withLock { ($0.bytes.count - $0.used < 16, $0.hasGenerator) }
    guard isNeeded, known != false else { return }
    if known == nil, !(try session.module.tokenInfo(session.slot).flags.contains(.CKF_RNG)) {
      supply.withLock { $0.hasGenerator = false }
      return
    }
    let fetched = try SecretBytes(count: Self.portion) { (room) throws(CryptokiError) in
      try session.generateRandom(into: room)
      return room.count
    }
    var incoming: SecretBytes? = consume fetched
    supply.withLock { supply in
      supply.hasGenerator = true
      guard let bytes = incoming.take() else { return }
      supply.bytes = bytes
      supply.used = 0
    }
  }
}
