/// Makes keystrokes of what ncurses reads.
///
/// ncurses knows the sequences of the terminal's own keys. What it does not know arrives in pieces and must not act as
/// if each were a key: unknown sequences are swallowed whole.
struct KeystrokeReader {
  enum Input {
    case character(Unicode.Scalar)
    case key(Keystroke)
    case unknownKey
    case pasteBegins
    case pasteEnds
  }

  private enum State {
    case ground
    case escape
    /// ESC O: one more byte.
    case singleShift
    /// ESC [: parameters, then a final byte.
    case control(parameters: Int)
    /// ESC ], ESC P and such: text up to BEL or ESC \.
    case string(length: Int)
    case stringEscape(length: Int)
  }

  private static let longestString = 4096
  private static let longestPaste = 1 << 20

  private var state = State.ground
  private var paste: String.UnicodeScalarView?

  mutating func take(_ input: Input) -> Keystroke? {
    switch input {
    case .pasteBegins:
      state = .ground
      paste = .init()
      return nil
    case .pasteEnds:
      defer { paste = nil }
      return paste.map { .paste(String($0)) }
    case .key(let keystroke):
      guard paste == nil else { return nil }
      state = .ground
      return keystroke
    case .unknownKey:
      state = .ground
      return nil
    case .character(let scalar):
      guard paste == nil else {
        if let count = paste?.count, count < Self.longestPaste { paste?.append(scalar == "\r" ? "\n" : scalar) }
        return nil
      }
      return take(scalar)
    }
  }

  /// Nothing more has arrived: an ESC that still waits was the key.
  mutating func finish() -> Keystroke? {
    defer { if !isInsideSequence { state = .ground } }
    return switch state {
    case .escape: .escape
    case .singleShift: .alt("O")
    case .control(parameters: 0): .alt("[")
    default: nil
    }
  }

  /// A sequence that has begun beyond doubt may come in two parts.
  private var isInsideSequence: Bool {
    switch state {
    case .ground, .escape, .singleShift, .control(parameters: 0): false
    case .control, .string, .stringEscape: true
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Keystroke? {
    switch state {
    case .ground:
      return keystroke(of: scalar)
    case .escape:
      return afterEscape(scalar)
    case .singleShift:
      state = .ground
      return Self.cursorKeys[scalar]
    case .control(let parameters):
      switch scalar.value {
      case 0x20...0x3F: state = .control(parameters: parameters + 1)
      case 0x1B: state = .escape
      default:
        state = .ground
        return parameters == 0 ? Self.cursorKeys[scalar] : nil
      }
      return nil
    case .string(let length):
      if scalar == "\u{1B}" {
        state = .stringEscape(length: length)
      } else {
        state = scalar == "\u{07}" || length >= Self.longestString ? .ground : .string(length: length + 1)
      }
      return nil
    case .stringEscape(let length):
      state = scalar == "\\" ? .ground : .string(length: length + 1)
      return nil
    }
  }

  private mutating func afterEscape(_ scalar: Unicode.Scalar) -> Keystroke? {
    state = .ground
    switch scalar {
    case "[": state = .control(parameters: 0)
    case "O": state = .singleShift
    case "]", "P", "X", "^", "_": state = .string(length: 0)
    case "\u{1B}":
      state = .escape
      return .escape
    default:
      guard scalar.value >= 0x20, scalar.value < 0x7F || scalar.value > 0x9F else { return nil }
      return .alt(Character(scalar))
    }
    return nil
  }

  private mutating func keystroke(of scalar: Unicode.Scalar) -> Keystroke? {
    switch scalar.value {
    case 0x1B:
      state = .escape
      return nil
    case 0..<0x20: return Keystroke(controlCode: scalar.value)
    case 0x7F: return .backspace
    case 0x80...0x9F: return nil
    default: return .character(Character(scalar))
    }
  }

  /// Keys that a terminal sends so in one of its two modes, whatever terminfo says.
  private static let cursorKeys: [Unicode.Scalar: Keystroke] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab, "M": .enter,
  ]
}
