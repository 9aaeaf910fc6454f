import Dispatch
import Glibc
import Synchronization

/// Ends a command at Ctrl-C and SIGTERM, whatever a driver is doing, with the terminal as it was.
enum Interruption {
  private static let sources = Mutex<[any DispatchSourceSignal]>([])
  /// What must be undone on the terminal first.
  static let terminalModes = Mutex<(descriptor: Int32, modes: termios)?>(nil)
  private static let ending = Mutex<(@Sendable () -> Void)?>(nil)
  private static let first = Atomic<Int32>(0)

  /// The signal at which a command that ends by itself was asked to; 0 where none came.
  static var received: Int32 { first.load(ordering: .relaxed) }

  /// Lets the first signal ask the work to end by itself, with what it has so far; the second ends the command as ever.
  static func endsBySelf(_ end: @escaping @Sendable () -> Void) { ending.withLock { $0 = end } }

  /// - Parameter leaving: leaves the drivers within a bounded time.
  static func watch(leaving: @escaping @Sendable () -> Void = {}) {
    sources.withLock { sources in
      guard sources.isEmpty else { return }
      for number in [SIGINT, SIGTERM, SIGHUP] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signal \(number)"))
        source.setEventHandler(
          handler: DispatchWorkItem { @Sendable in
            let end = ending.withLock { end in
              defer { end = nil }
              return end
            }
            if let end {
              first.store(number, ordering: .relaxed)
              end()
              return
            }
            restoreTerminal()
            leaving()
            // The work may still run, or hang: nothing of it is waited for.
            _exit(128 + number)
          })
        source.resume()
        sources.append(source)
      }
    }
  }

  static func restoreTerminal() {
    terminalModes.withLock { saved in
      if var modes = saved?.modes, let descriptor = saved?.descriptor { tcsetattr(descriptor, TCSANOW, &modes) }
      saved = nil
    }
  }
}
