/// Makes of a terminal's bytes what is typed into a secret.
///
/// Works byte by byte and keeps none. Cursor keys and other sequences are swallowed; of a paste only the text counts,
/// without line ends.
struct SecretKeystrokeReader {
  private enum State {
    case ground
    case escape
    case singleShift
    /// `number` is the first parameter of the sequence.
    case control(number: Int)
  }

  private static let pasteBegins = 200
  private static let pasteEnds = 201

  private var state = State.ground
  private var isPasting = false

  /// Whether an ESC has come that may be the key or the beginning of more.
  var isUndecided: Bool {
    if case .escape = state { true } else { false }
  }

  mutating func take(_ byte: UInt8) -> SecretKeystroke? {
    switch state {
    case .ground:
      return atGround(byte)
    case .escape:
      state = .ground
      switch byte {
      case UInt8(ascii: "["): state = .control(number: 0)
      case UInt8(ascii: "O"): state = .singleShift
      case 0x1B where !isPasting: return .escape
      default: break
      }
      return nil
    case .singleShift:
      state = .ground
      return nil
    case .control(let number):
      switch byte {
      case 0x30...0x39: state = .control(number: min(number * 10 + Int(byte - 0x30), 9999))
      case 0x20...0x3F: state = .control(number: 9999)
      default:
        state = .ground
        if byte == UInt8(ascii: "~") { endOfSequence(number) }
      }
      return nil
    }
  }

  /// Nothing more has arrived: an ESC that still waits was the key.
  mutating func finish() -> SecretKeystroke? {
    guard isUndecided else { return nil }
    state = .ground
    return isPasting ? nil : .escape
  }

  private mutating func endOfSequence(_ number: Int) {
    if number == Self.pasteBegins { isPasting = true }
    if number == Self.pasteEnds { isPasting = false }
  }

  private mutating func atGround(_ byte: UInt8) -> SecretKeystroke? {
    switch byte {
    case 0x1B:
      state = .escape
      return nil
    case 0x20..<0x7F, 0x80...: return .byte(byte)
    case _ where isPasting: return nil
    case 0x08, 0x7F: return .backspace
    case 0x15: return .clear
    case 0x0A, 0x0D: return .enter
    case 0x03: return .escape
    default: return nil
    }
  }
}
