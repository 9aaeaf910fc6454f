internal import Foundation
internal import Synchronization

/// Work on a thread of its own, for calls that block.
public final class BackgroundWork<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  public init(_ body: @escaping @Sendable () throws -> Value) {
    let thread = Thread { @Sendable [self] in
      let outcome = Result { try body() }
      result.withLock { $0 = outcome }
    }
    thread.stackSize = 1 << 20
    thread.start()
  }

  public var isDone: Bool { result.withLock { $0 != nil } }

  /// What came of it; throws what it threw, and when it does not end.
  public func value(timeout: Duration = .seconds(30)) throws -> Value {
    let deadline = ContinuousClock.now + timeout * TestEnvironment.patience
    while true {
      if let result = result.withLock({ $0 }) { return try result.get() }
      guard ContinuousClock.now < deadline else { throw SupportError("the work on another thread does not end") }
      usleep(2000)
    }
  }
}

/// A list to which any thread may add.
public final class Recorder<Element: Sendable>: Sendable {
  private let list = Mutex<[Element]>([])
  public init() {}
  public func add(_ element: Element) { list.withLock { $0.append(element) } }
  public var elements: [Element] { list.withLock { $0 } }
  public func removeAll() { list.withLock { $0 = [] } }
}
