import Cryptoki
import Synchronization

/// Counts the calls that go into a module, by function.
final class CallCounter: Sendable {
  private let counts = Mutex<[CryptokiFunction: Int]>([:])

  func count(_ record: CallRecord) { counts.withLock { $0[record.function, default: 0] += 1 } }

  subscript(function: CryptokiFunction) -> Int { counts.withLock { $0[function] ?? 0 } }
}
