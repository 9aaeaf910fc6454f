import Glibc
import Synchronization

extension Invocation {
  /// Lets a person type a text before something that cannot be undone, unless `--confirm` gave it.
  ///
  /// - Parameters:
  ///   - what: what is about to be done, as a sentence without its stop.
  ///   - text: what has to be typed.
  /// - Throws: `CommandFailure` 6 where it was not typed, or nobody can be asked.
  func confirm(_ what: String, by text: String) throws {
    let shown = PlainText.safe(text)
    if let given = options.confirm {
      guard given == text else {
        throw CommandFailure(6, "\(what): --confirm does not say \(shown)", remedy: "nothing was done")
      }
      return
    }
    let answer = options.noInput ? nil : TerminalQuestion.ask("\(what). Type \(shown) to go on: ")
    guard let answer else {
      throw CommandFailure(6, "\(what): this has to be confirmed", remedy: "add --confirm '\(shown)'")
    }
    guard answer == text else {
      throw CommandFailure(6, "\(what): that was not \(shown)", remedy: "nothing was done")
    }
  }
}

/// A question on the terminal itself; standard input may carry something else.
enum TerminalQuestion {
  private static let asking = Mutex(())

  /// Reads one line, with echo; nil where there is no terminal or it ended.
  static func ask(_ question: String) -> String? {
    asking.withLock { _ in
      let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
      guard terminal >= 0 else { return nil }
      defer { close(terminal) }
      StandardStreams.write(PlainText.safe(question), to: terminal)
      var bytes: [UInt8] = []
      var byte: UInt8 = 0
      while Glibc.read(terminal, &byte, 1) == 1 {
        if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
        if bytes.count < 4096 { bytes.append(byte) }
      }
      return nil
    }
  }
}
