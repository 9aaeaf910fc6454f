internal import CCurses
internal import Glibc

/// Wakes the main loop from any thread.
public final class EventPipe: Sendable {
  /// Readable once ``signal()`` was called, until ``drain()``.
  public let descriptor: Int32

  public init() {
    descriptor = claviger_event_open()
    precondition(descriptor >= 0, "the kernel has no descriptor left")
  }

  deinit { close(descriptor) }

  public func signal() {
    var one: UInt64 = 1
    // Refused only when it is already readable.
    _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
  }

  public func drain() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
  }
}
