import Curses
import HSM
import KeyStoreAPI
import Model

/// Shows a default that does not bear the store's seal, and waits for `y` to confirm it.
struct SealDialog: Sendable, Hashable {
  var row: DefaultKey
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: SealDialog) -> [Effect] {
    guard keystroke == .character("y") else {
      if [.escape, .character("n"), .character("q")].contains(keystroke) {
        dialogs.removeLast()
        notice = .plain("nothing was changed")
      }
      return []
    }
    dialogs.removeLast()
    guard isArmed else {
      notice = .refused("no longer armed: nothing was changed")
      return []
    }
    return send(.confirmDefault(scope: dialog.row.scope))
  }

  func draw(_ dialog: SealDialog, into frame: inout Frame) {
    let row = dialog.row
    let lines: [(String, Role)] = [
      ("The default of \(row.scope) does not bear the store's seal.", .text),
      (
        "It was set before there was a seal, or by someone who writes to the store past this program. "
          + "The audit log (8) tells who set it.", .text
      ),
      ("", .text),
      ("Key \(ScreenText.safe(row.key.label)), token \(ScreenText.safe(row.key.token.label)), ", .text),
      ("serial \(ScreenText.safe(row.key.token.serial)), set \(moment(row.setAt)) UTC.", .text),
      ("", .text),
      ("y it is the right one: use it · n leave it unused", .heading),
    ]
    let width = 74
    let wrappedLines = lines.flatMap { line in
      line.0.isEmpty ? [line] : wrapped(line.0, width: min(width, size.width) - 4).map { ($0, line.1) }
    }
    let area = drawBox("Confirm", width: width, height: wrappedLines.count + 2, into: &frame, role: .danger)
    for (index, line) in wrappedLines.suffix(area.height).enumerated() {
      frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
    }
  }
}
