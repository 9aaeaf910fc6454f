internal import CCurses
internal import Glibc

/// Turns the signals that ask something of the console into values, and puts the terminal in order when the process
/// dies of another.
///
/// Must be made before the ``Terminal``, since ncurses installs handlers of its own where there are none.
public struct SignalGuard: Sendable {
  public enum Signal: Int32, Sendable {
    case hangUp = 1
    case interrupt = 2
    case quit = 3
    case terminate = 15
    /// The process goes on after a stop: what is on the screen is unknown.
    case resumed = 18
    case resized = 28

    /// Whether it asks the process to end.
    public var isRequestToEnd: Bool { self != .resumed && self != .resized }
  }

  /// Readable while a signal waits to be taken.
  public let descriptor: Int32

  public init() {
    descriptor = claviger_guard_install()
    precondition(descriptor >= 0, "the kernel has no descriptor left")
  }

  /// The signals that came since the last time, in order.
  public func drain() -> [Signal] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].compactMap { Signal(rawValue: Int32($0)) } : []
  }
}
