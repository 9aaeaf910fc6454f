public import Curses
public import Model

/// One line about what was just done, or why it was not.
public struct Notice: Sendable, Hashable {
  public var text: String
  public var role: Role
  public var failure: Failure?

  static func good(_ text: String) -> Notice { Notice(text: text, role: .good) }
  static func plain(_ text: String) -> Notice { Notice(text: text, role: .text) }
  static func refused(_ text: String) -> Notice { Notice(text: text, role: .warning) }
  static func failed(_ failure: Failure) -> Notice { Notice(text: failure.message, role: .bad, failure: failure) }
}
