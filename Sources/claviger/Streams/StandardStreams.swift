import Glibc
import Synchronization

/// The process's own output, kept apart from what a driver's library prints.
///
/// Before a module is loaded, descriptors 1 and 2 are moved aside: results and messages go on to where they went, and
/// whatever else writes to 1 or 2 lands in the log.
struct StandardStreams: Sendable {
  /// Where results go.
  let results: Int32
  /// Where messages, progress and questions go.
  let messages: Int32
  let resultsAreTerminal: Bool
  let messagesAreTerminal: Bool

  /// Moves descriptors 1 and 2 to the log. Called once, before any other thread or module.
  init(log: LogFile) {
    results = fcntl(1, F_DUPFD_CLOEXEC, 3)
    messages = fcntl(2, F_DUPFD_CLOEXEC, 3)
    resultsAreTerminal = results >= 0 && isatty(results) == 1
    messagesAreTerminal = messages >= 0 && isatty(messages) == 1
    dup2(log.descriptor, 1)
    dup2(log.descriptor, 2)
  }

  /// How many cells a line of the terminal has that results go to; nil where they go elsewhere.
  var resultsWidth: Int? {
    var size = winsize()
    guard resultsAreTerminal, ioctl(results, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes a result. A reader that went away ends the process, as it does for every filter.
  func print(_ text: String) { print(bytes: Array(text.utf8)) }

  func print(bytes: [UInt8]) {
    if let failure = Self.write(bytes, to: results) { Self.lost.withLock { $0 = failure } }
  }

  /// Writes a result that must not be copied on its way.
  func print(raw bytes: UnsafeRawBufferPointer) {
    if let failure = Self.write(raw: bytes, to: results) { Self.lost.withLock { $0 = failure } }
  }

  private static let lost = Mutex<Int32?>(nil)

  /// Why a result could not be written, such as ENOSPC; nil where all were.
  static var lossOfResults: Int32? { lost.withLock { $0 } }

  func message(_ text: String) { Self.write(text + "\n", to: messages) }

  static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  /// Writes all of it; answers the error number where that failed.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { write(raw: $0, to: descriptor) }
  }

  private static func write(raw bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE {
          signal(SIGPIPE, SIG_DFL)
          raise(SIGPIPE)
        }
        return errno
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
    return nil
  }
}
