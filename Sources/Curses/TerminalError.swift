/// Why there can be no console here.
public enum TerminalError: Error, Hashable, Sendable {
  case notATerminal
  /// The terminal of this name cannot move its cursor.
  case dumb(String)
  case unknownTERM(String)
}

extension TerminalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notATerminal: "there is no terminal to draw on"
    case .dumb(let name): "a terminal of type \"\(ScreenText.safe(name))\" cannot show a console"
    case .unknownTERM(""): "TERM is not set, so nothing is known about this terminal"
    case .unknownTERM(let name):
      "nothing is known about terminals of type \"\(ScreenText.safe(name))\"; set TERM to a type that is installed here"
    }
  }
}
