import Dispatch
import Glibc
import Synchronization

/// Ends a command at Ctrl-C and SIGTERM, whatever a driver is doing, with the terminal as it was.
enum Interruption {
  private static let sources = Mutex<[any DispatchSourceSignal]>([])
  /// What must be undone on the terminal first.
  static let terminalModes = Mutex<(descriptor: Int32, modes: termios)?>(nil)

  /// - Parameter leaving: leaves the drivers within a bounded time.
  static func watch(leaving: @escaping @Sendable () -> Void = {}) {
    sources.withLock { sources in
      guard sources.isEmpty else { return }
      for number in [SIGINT, SIGTERM, SIGHUP] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signal \(number)"))
        source.setEventHandler(
          handler: DispatchWorkItem { @Sendable in
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
