import CFloor
import Cryptoki
import Foundation
import HSM
import Synchronization

/// Encrypting and decrypting with AES_CBC_PAD: by the floor, by a session of the wrapper, and through a connection.
struct RoundTrips {
  let token: BenchmarkToken
  let functions: UnsafeRawPointer
  let connection: Connection

  enum Way {
    case floor, session, connection
  }

  /// Pairs a second, of so many threads with a session each, over one slice of time.
  func rate(_ way: Way, size: Int, threads: Int, slice: Duration) throws -> Double {
    let nanoseconds = UInt64(slice.components.attoseconds / 1_000_000_000)
    let work = try (0..<threads).map { _ in try worker(way, size: size, nanoseconds: nanoseconds) }
    let results = Mutex<[UInt64]>([])
    let group = DispatchGroup()
    let start = ContinuousClock.now
    for work in work {
      group.enter()
      let thread = Thread { @Sendable in
        let pairs = work()
        results.withLock { $0.append(pairs) }
        group.leave()
      }
      thread.start()
    }
    group.wait()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let pairs = results.withLock { $0 }
    guard pairs.allSatisfy({ $0 > 0 }) else { throw BenchmarkError("a round trip failed") }
    return Double(pairs.reduce(0, +)) / seconds
  }

  private func worker(_ way: Way, size: Int, nanoseconds: UInt64) throws -> @Sendable () -> UInt64 {
    let key = token.key
    switch way {
    case .floor:
      nonisolated(unsafe) let functions = functions  // The list is never changed.
      let slot = token.slot.rawValue
      return {
        let session = floor_open_session(functions, slot)
        defer { floor_close_session(functions, session) }
        return floor_round_trips(functions, session, key.rawValue, size, nanoseconds)
      }
    case .connection:
      let connection = connection
      return {
        Self.count(size, nanoseconds) { input, sealed, opened, mechanism in
          let length = try connection.withSession(couldNot: "nothing could be encrypted") {
            (session) throws(CryptokiError) in try session.encrypt(input, with: key, mechanism, into: sealed)
          }
          return try connection.withSession(couldNot: "nothing could be decrypted") {
            (session) throws(CryptokiError) in
            try session.decrypt(
              UnsafeRawBufferPointer(rebasing: sealed[..<length]), with: key, mechanism, into: opened)
          }
        }
      }
    case .session:
      let session = try token.module.openSession(on: token.slot, readWrite: false)
      return {
        defer { session.close() }
        return Self.count(size, nanoseconds) { input, sealed, opened, mechanism in
          let length = try session.encrypt(input, with: key, mechanism, into: sealed)
          return try session.decrypt(
            UnsafeRawBufferPointer(rebasing: sealed[..<length]), with: key, mechanism, into: opened)
        }
      }
    }
  }

  /// Repeats a round trip until the time is over; 0 when one fails or another text comes back.
  private static func count(
    _ size: Int, _ nanoseconds: UInt64,
    _ roundTrip: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer, Mechanism)
      throws
      -> Int
  ) -> UInt64 {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 3 * size + 32, alignment: 8)
    defer { room.deallocate() }
    let input = UnsafeMutableRawBufferPointer(rebasing: room[..<size])
    input.initializeMemory(as: UInt8.self, repeating: 0x5A)
    let sealed = UnsafeMutableRawBufferPointer(rebasing: room[size..<2 * size + 16])
    let opened = UnsafeMutableRawBufferPointer(rebasing: room[(2 * size + 16)...])
    var pairs: UInt64 = 0
    let end = monotonicNanoseconds() + nanoseconds
    while monotonicNanoseconds() < end {
      var iv = [UInt8](repeating: 0, count: 16)
      withUnsafeBytes(of: pairs) { iv.replaceSubrange(0..<8, with: $0) }
      let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
      // A failed call is told by the count, as the floor's is.
      guard let length = try? roundTrip(UnsafeRawBufferPointer(input), sealed, opened, mechanism), length == size,
        let a = input.baseAddress, let b = opened.baseAddress, memcmp(a, b, size) == 0
      else { return 0 }
      pairs += 1
    }
    return pairs
  }
}
