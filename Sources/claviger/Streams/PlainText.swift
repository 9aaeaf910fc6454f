import Curses

/// Text for people on a line of their terminal: nothing in it can be obeyed, whoever wrote it.
enum PlainText {
  static func safe(_ text: String) -> String { ScreenText.safe(text) }
}
