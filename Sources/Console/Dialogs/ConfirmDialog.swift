import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// Shows what a change of a default would do, and waits for `y`.
struct ConfirmDialog: Sendable, Hashable {
  var preview: ChangePreview
  var isBusy = false
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: ConfirmDialog) -> [Effect] {
    if dialog.isBusy {
      // A token may take its time: nobody is kept waiting for it.
      if keystroke == .escape {
        dialogs = []
        notice = .plain("still at it: what becomes of it will be told here")
      }
      return []
    }
    guard keystroke == .character("y") else {
      if [.escape, .character("n"), .character("q")].contains(keystroke) {
        dialogs.removeLast()
        notice = .plain("nothing was changed")
      }
      return []
    }
    guard isArmed else {
      dialogs.removeLast()
      notice = .refused("no longer armed: nothing was changed")
      return []
    }
    var dialog = dialog
    dialog.isBusy = true
    replaceTop(.confirm(dialog))
    let scope = dialog.preview.scope
    return send(dialog.preview.key.map { .setDefaultKey(scope: scope, key: $0) } ?? .clearDefault(scope: scope))
  }

  func draw(_ dialog: ConfirmDialog, into frame: inout Frame) {
    let preview = dialog.preview
    let moves = preview.moves
    var lines: [(String, Role)] = []
    if let key = preview.key {
      lines.append(("\(key.shownLabel) (\(key.typeWords)) becomes the default of \(preview.scope).", .text))
      let subject = key.id.isEmpty ? "It" : "The key with id \(hexadecimal(key.id))"
      lines.append(("\(subject) was proved on token \(ScreenText.safe(key.token.label)) just now.", .good))
      let today = driver(named: key.driver)?.ground?.today ?? KeyStore.today
      lines += key.warnings(today: today).map { ("! " + $0, .warning) }
    } else {
      lines.append(("The default of \(preview.scope) is cleared.", .text))
    }
    if moves.types == 0, moves.policies == 0 {
      lines.append(("Nothing moves: the key that is effective here stays the same.", .text))
    } else {
      lines.append((moves.words + ".", .text))
    }
    for move in moves.moves.prefix(6) {
      lines.append((ScreenText.safe(move.words) + (move.from == nil ? "." : ";"), .text))
      if let from = move.from {
        let count = move.secretsOnOldKey
        let held = "\(count) \(count == 1 ? "is" : "are") under \(ScreenText.safe(from.label)) now"
        lines.append((held + ", and stay\(count == 1 ? "s" : "") there until re-protection", .text))
      }
      if move.to == nil { lines.append(("  NO KEY: nothing can be protected", .bad)) }
    }
    lines.append((dialog.isBusy ? "working…  Esc waits elsewhere" : "y do it · n leave it as it is", .heading))
    let width = 74
    var wrappedLines = lines.flatMap { line in wrapped(line.0, width: min(width, size.width) - 4).map { ($0, line.1) } }
    let area = drawBox("Confirm", width: width, height: wrappedLines.count + 2, into: &frame, role: .danger)
    if wrappedLines.count > area.height, let answer = wrappedLines.last {
      // What it is about, and how to answer, are seen also where not all between them fits.
      wrappedLines =
        wrappedLines.prefix(max(0, area.height - 2)) + [("… make the window larger for more", .warning), answer]
      wrappedLines = Array(wrappedLines.suffix(area.height))
    }
    for (index, line) in wrappedLines.enumerated() {
      frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
    }
  }
}
