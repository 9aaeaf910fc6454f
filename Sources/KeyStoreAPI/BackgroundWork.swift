internal import Foundation
internal import Synchronization

/// One piece of work on another thread, and its result.
final class BackgroundWork<Value: Sendable, Failure: Error>: Sendable {
  private let outcome = Mutex<Result<Value, Failure>?>(nil)
  private let group = DispatchGroup()

  func start(_ work: @escaping @Sendable () throws(Failure) -> Value) {
    group.enter()
    // A thread of its own: a queue lends only as many as there are processors, and these wait for token and disk.
    Thread.detachNewThread { @Sendable [self] in
      let result: Result<Value, Failure>
      do throws(Failure) { result = .success(try work()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      group.leave()
    }
  }

  func wait() { group.wait() }

  /// Waits for what was started, and takes its result; nil where nothing was.
  func result() throws(Failure) -> Value? {
    group.wait()
    let taken = outcome.withLock { outcome in
      defer { outcome = nil }
      return outcome
    }
    return try taken?.get()
  }
}
