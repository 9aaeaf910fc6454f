/// What is typed where a secret is asked for.
public enum SecretKeystroke: Sendable, Hashable {
  /// One byte of the secret: a character beyond ASCII comes as several.
  case byte(UInt8)
  case backspace
  /// Ctrl-U: everything typed so far goes.
  case clear
  case enter
  /// Esc or Ctrl-C: no secret is given.
  case escape
}
