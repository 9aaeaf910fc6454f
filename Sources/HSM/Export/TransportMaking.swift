internal import Foundation

/// The transport key while it is being made on a thread of its own.
final class TransportMaking: Sendable {
  private let group = DispatchGroup()
  // Written by the thread before it leaves the group, read after the group was waited for.
  nonisolated(unsafe) private var made: Result<TransportKey, HSMError>?

  init(bits: Int) {
    group.enter()
    let thread = Thread { @Sendable [self] in
      made = Result { () throws(HSMError) in try TransportKey(bits: bits) }
      group.leave()
    }
    thread.name = "transport key"
    thread.start()
  }

  func key() throws(HSMError) -> TransportKey {
    group.wait()
    guard let made else { throw .ofExport("no transport key was made") }
    return try made.get()
  }
}
