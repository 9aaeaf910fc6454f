/// A call to a module as it was watched: which function, in which session, what came back, how long it took.
public struct CallRecord: Sendable, Hashable {
  public let function: CryptokiFunction
  /// The session's handle; 0 for functions that take none.
  public let session: UInt
  public let code: ReturnCode
  /// When it was entered, on the monotonic clock, in nanoseconds.
  public let since: UInt64
  public let nanoseconds: UInt64
  /// What the observer of its beginning answered; 0 without one.
  public let ticket: UInt64
}

/// A call that has not returned yet.
public struct RunningCall: Sendable, Hashable {
  public let function: CryptokiFunction
  public let session: UInt
  /// When it was entered, on the monotonic clock, in nanoseconds.
  public let since: UInt64
}
