public import Model

/// What the main loop is to do after the state took a keystroke or an event.
public enum Effect: Sendable, Hashable {
  case request(Request)
  /// Wipe the PIN that was typed so far.
  case forgetPIN
  /// Put the PIN that was typed where a task on a token takes it, so that the next can be typed.
  case keepPIN(TokenPINField)
  /// Put bytes on the terminal's clipboard.
  case copy(String)
  /// Draw every cell anew: another program wrote over the screen.
  case redraw
  case quit
  /// Ends a re-protection after the batch that it is at.
  case stopReprotection
  /// Wipes the secret that was shown.
  case forgetRevealed
  /// Writes down that somebody armed the console.
  case noteArming(driver: String)
}
