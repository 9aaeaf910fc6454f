internal import Cryptoki
internal import Glibc
internal import SecretMemory
internal import Synchronization

/// Makes the initialisation vectors of one token's envelopes: 16 bytes of the kernel's random, XORed with the HSM's where
/// it has any. Never repeated and never predictable, as long as one of the two is good.
///
/// Both are asked for 4 KiB at a time, which is 256 vectors.
final class InitialisationVectors: Sendable {
  private struct Supply: ~Copyable {
    var bytes = SecretBytes(capacity: 1)
    var used = 0
    /// nil until the token was asked.
    var hasGenerator: Bool?

    mutating func take() -> [UInt8]? {
      guard bytes.count - used >= 16 else { return nil }
      defer { used += 16 }
      return bytes.withUnsafeBytes { Array($0[used..<(used + 16)]) }
    }
  }
  private let supply = Mutex(Supply())
  private static let portion = 4096

  func next(in session: Session) throws(CryptokiError) -> [UInt8] {
    while true {
      if let vector = supply.withLock({ $0.take() }) { return vector }
      try fill(in: session)
    }
  }

  /// Fetches the next portion. Of two threads that do so at once the second one's replaces the first one's rest.
  private func fill(in session: Session) throws(CryptokiError) {
    var known = supply.withLock { $0.hasGenerator }
    if known == nil { known = try session.module.tokenInfo(session.slot).flags.contains(.CKF_RNG) }
    let hasGenerator = known == true
    let fetched = try SecretBytes(count: Self.portion) { (room) throws(CryptokiError) in
      if hasGenerator { try session.generateRandom(into: room) }
      mixKernelRandom(into: room)
      return room.count
    }
    var incoming: SecretBytes? = consume fetched
    supply.withLock { supply in
      supply.hasGenerator = hasGenerator
      guard let bytes = incoming.take() else { return }
      supply.bytes = bytes
      supply.used = 0
    }
  }

  private func mixKernelRandom(into room: UnsafeMutableRawBufferPointer) {
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 16) { random in
      for start in stride(from: 0, to: room.count, by: random.count) {
        // It gives up to 256 bytes whole, and waits where the kernel has no random yet. Where it fails all the same, it was
        // forbidden to this process: nothing may be protected without it.
        guard let octets = random.baseAddress, getentropy(octets, random.count) == 0 else {
          fatalError("the kernel gives no random")
        }
        for index in 0..<min(random.count, room.count - start) { room[start + index] ^= random[index] }
        explicit_bzero(octets, random.count)
      }
    }
  }
}
