internal import CCurses
internal import Glibc

extension Terminal {
  /// All keystrokes that have arrived; never waits.
  public func nextKeystrokes() -> [Keystroke] {
    var keystrokes: [Keystroke] = []
    while let keystroke = nextKeystroke() { keystrokes.append(keystroke) }
    return keystrokes
  }

  /// The next keystroke that has arrived, nil when there is none.
  ///
  /// Where a keystroke may open a field for a secret, take them one at a time: what is typed ahead then stays in the
  /// kernel until ``readSecret(_:)`` fetches it.
  public func nextKeystroke() -> Keystroke? {
    var value: UInt32 = 0
    while true {
      let input: KeystrokeReader.Input
      switch claviger_screen_read(screen, &value) {
      case CLAVIGER_CHARACTER:
        guard let scalar = Unicode.Scalar(value) else { continue }
        input = .character(scalar)
      case CLAVIGER_KEY:
        input = Self.input(ofKey: value)
      default:
        noticeDisconnection()
        return reader.finish()
      }
      if let keystroke = reader.take(input) { return keystroke }
    }
  }

  /// Reads what has arrived of a secret, past ncurses and its buffers, one byte at a time.
  ///
  /// - Returns: whether ``SecretKeystroke/enter`` or ``SecretKeystroke/escape`` ended the secret. What follows it is
  ///   left for ``nextKeystroke()``.
  @discardableResult
  public func readSecret(_ body: (SecretKeystroke) -> Void) -> Bool {
    var byte: UInt8 = 0
    defer { explicit_bzero(&byte, 1) }
    while hasInput(withinMilliseconds: secretReader.isUndecided ? Self.escapeMilliseconds : 0) {
      let count = read(inputDescriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { break }
      guard let keystroke = secretReader.take(byte) else { continue }
      body(keystroke)
      if keystroke == .enter || keystroke == .escape {
        secretReader = SecretKeystrokeReader()
        return true
      }
    }
    noticeDisconnection()
    guard let keystroke = secretReader.finish() else { return false }
    body(keystroke)
    return true
  }

  /// As long as ncurses waits, too, to tell Esc from a key that begins with it.
  private static let escapeMilliseconds: Int32 = 25

  private func hasInput(withinMilliseconds timeout: Int32) -> Bool {
    !waitForInput(descriptors: [inputDescriptor], timeoutMilliseconds: timeout).isEmpty
  }

  private func noticeDisconnection() {
    var request = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, 0) > 0 else { return }
    if Int32(request.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0 { isDisconnected = true }
  }

  private static func input(ofKey key: UInt32) -> KeystrokeReader.Input {
    if key > CLAVIGER_KEY_FUNCTION.rawValue { return .key(.function(Int(key - CLAVIGER_KEY_FUNCTION.rawValue))) }
    return switch claviger_key(rawValue: key) {
    case CLAVIGER_KEY_UP: .key(.up)
    case CLAVIGER_KEY_DOWN: .key(.down)
    case CLAVIGER_KEY_LEFT: .key(.left)
    case CLAVIGER_KEY_RIGHT: .key(.right)
    case CLAVIGER_KEY_PAGE_UP: .key(.pageUp)
    case CLAVIGER_KEY_PAGE_DOWN: .key(.pageDown)
    case CLAVIGER_KEY_HOME: .key(.home)
    case CLAVIGER_KEY_END: .key(.end)
    case CLAVIGER_KEY_ENTER: .key(.enter)
    case CLAVIGER_KEY_BACK_TAB: .key(.backTab)
    case CLAVIGER_KEY_BACKSPACE: .key(.backspace)
    case CLAVIGER_KEY_DELETE: .key(.delete)
    case CLAVIGER_KEY_PASTE_BEGINS: .pasteBegins
    case CLAVIGER_KEY_PASTE_ENDS: .pasteEnds
    default: .unknownKey
    }
  }
}
