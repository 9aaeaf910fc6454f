import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// Asks for the label of a key before it is destroyed, saying what hangs on it.
struct DeleteKeyDialog: Sendable, Hashable {
  var key: KeyObject
  /// In words: `is the default of global, and protects 12 secrets`.
  var burden: String?
  /// Whether the model has said what hangs on it.
  var isWeighed = false
  var typed = TextField()
  var isWrong = false
  var isBusy = false
  var failure: Failure?

  init(key: KeyObject) { self.key = key }

  /// What has to be typed: the label, or of a key without one its id.
  var confirmation: String { key.label.isEmpty ? hexadecimal(key.id) : key.printableLabel }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: DeleteKeyDialog) -> [Effect] {
    var dialog = dialog
    if keystroke == .escape {
      dialogs.removeLast()
      notice = .plain(dialog.isBusy ? "still at it: what becomes of it will be told here" : "nothing was destroyed")
      return []
    }
    guard !dialog.isBusy, dialog.isWeighed else { return [] }
    if keystroke == .enter {
      guard isArmed else {
        dialogs.removeLast()
        notice = .refused("no longer armed: nothing was destroyed")
        return []
      }
      guard dialog.typed.text == dialog.confirmation else {
        dialog.isWrong = true
        dialog.typed = TextField()
        replaceTop(.deleteKey(dialog))
        return []
      }
      dialog.isBusy = true
      dialog.failure = nil
      replaceTop(.deleteKey(dialog))
      return send(.key(.delete(dialog.key, evenIfUsed: dialog.burden != nil)))
    }
    _ = dialog.typed.take(keystroke)
    replaceTop(.deleteKey(dialog))
    return []
  }

  func draw(_ dialog: DeleteKeyDialog, into frame: inout Frame) {
    let key = dialog.key
    let isPair = key.objectClass?.otherHalf != nil
    let width = min(70, size.width) - 4
    var lines: [(String, Role)] = [
      (
        "\(key.typeWords) \(key.shownLabel) on token \(ScreenText.safe(key.token.label)) is destroyed for good"
          + (isPair ? ", both halves." : "."), .text
      ),
      ("id \(hexadecimal(key.id))", .muted),
    ]
    if !dialog.isWeighed, dialog.failure == nil { lines.append(("looking what hangs on it…", .muted)) }
    if let burden = dialog.burden {
      lines.append(("It \(burden): all of that is lost with it.", .bad))
    } else if dialog.isWeighed {
      lines.append(("Nothing in this store hangs on it.", .text))
    }
    if let failure = dialog.failure { lines.append((failure.message, .bad)) }
    if dialog.isWrong { lines.append(("That is not what has to be typed.", .bad)) }
    if dialog.isWeighed { lines.append(("Type \(dialog.confirmation) and press Enter:", .heading)) }
    let wrappedLines = lines.flatMap { line in wrapped(line.0, width: width).map { ($0, line.1) } }
    let area = drawBox("Destroy a key", width: 70, height: wrappedLines.count + 4, into: &frame, role: .danger)
    for (index, line) in wrappedLines.prefix(max(0, area.height - 2)).enumerated() {
      frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
    }
    if dialog.isWeighed, !dialog.isBusy {
      let row = area.row + area.height - 2
      frame.write(">", row: row, column: area.column, width: 1, role: .input)
      dialog.typed.draw(into: &frame, row: row, column: area.column + 2, width: area.width - 2, isActive: true)
    }
    frame.write(
      dialog.isBusy ? "destroying it…" : "Enter destroy   Esc leave it", row: area.row + area.height - 1,
      column: area.column, width: area.width, role: .muted)
  }
}
