import Glibc
import SecretMemory
import Synchronization

/// Asks for a PIN on the terminal itself, without echo; standard input may carry something else.
enum PINPrompt {
  /// Reads one line, byte by byte, into locked memory; nil where there is no terminal or nothing was typed.
  static func read(_ question: String) -> SecretBytes? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    var modes = termios()
    guard tcgetattr(terminal, &modes) == 0 else { return nil }
    let before = modes
    Interruption.terminalModes.withLock { $0 = (terminal, before) }
    modes.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &modes)
    StandardStreams.write(PlainText.safe(question), to: terminal)
    var pin = SecretBytes(capacity: 255)
    var byte: UInt8 = 0
    var fits = true
    while Glibc.read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      if !pin.append(byte) { fits = false }
    }
    byte = 0
    Interruption.restoreTerminal()
    StandardStreams.write("\n", to: terminal)
    guard fits, !pin.isEmpty else { return nil }
    return pin
  }

  /// Reads a new PIN twice, so that a slip of the finger locks nobody out; nil as for `read`.
  ///
  /// - Throws: `CommandFailure` 4 where the two differ.
  static func readNew(_ question: String, _ what: String = "PINs") throws -> SecretBytes? {
    guard let first = read(question), let second = read("the same again: ") else { return nil }
    let agree = first.withUnsafeBytes { one in
      second.withUnsafeBytes { other in one.count == other.count && zip(one, other).allSatisfy { $0 == $1 } }
    }
    guard agree else { throw CommandFailure(4, "the two \(what) differ", remedy: "nothing was done: try again") }
    return first
  }
}
