internal import CTerminalEmulator

extension PseudoTerminal {
  public enum Key: Sendable, Hashable {
    case enter, tab, shiftTab, backspace, escape, up, down, left, right, delete, home, end, pageUp, pageDown
    case function(Int)
    case control(Character)
    case alt(Character)
  }

  /// Types a text; a line end is Enter.
  public func type(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar == "\n" { press(.enter) } else { emulator_press_character(emulator, scalar.value, 0) }
      sendAnswers()
    }
  }

  /// Pastes a text, between the marks that the terminal makes where the program asked for them.
  public func paste(_ text: String) {
    emulator_paste_begins(emulator)
    sendAnswers()
    send(Array(text.utf8))
    emulator_paste_ends(emulator)
    sendAnswers()
  }

  public func press(_ keys: Key...) {
    for key in keys {
      press(key)
      sendAnswers()
    }
  }

  private func press(_ key: Key) {
    switch key {
    case .function(let number): emulator_press_key(emulator, Int32(EMULATOR_FUNCTION.rawValue) + Int32(number), 0)
    case .control(let character): send([UInt8(character.asciiValue ?? 0) & 0x1F])
    case .alt(let character): send([0x1B] + Array(String(character).utf8))
    case .shiftTab: emulator_press_key(emulator, Int32(EMULATOR_TAB.rawValue), Int32(EMULATOR_SHIFT.rawValue))
    // Terminals send DEL for it; the emulator's own is a matter of its version.
    case .backspace: send([0x7F])
    case .enter: press(EMULATOR_ENTER)
    case .tab: press(EMULATOR_TAB)
    case .escape: press(EMULATOR_ESCAPE)
    case .up: press(EMULATOR_UP)
    case .down: press(EMULATOR_DOWN)
    case .left: press(EMULATOR_LEFT)
    case .right: press(EMULATOR_RIGHT)
    case .delete: press(EMULATOR_DELETE)
    case .home: press(EMULATOR_HOME)
    case .end: press(EMULATOR_END)
    case .pageUp: press(EMULATOR_PAGE_UP)
    case .pageDown: press(EMULATOR_PAGE_DOWN)
    }
  }

  private func press(_ key: emulator_key) { emulator_press_key(emulator, Int32(key.rawValue), 0) }
}
