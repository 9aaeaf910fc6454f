import Cryptoki
import Curses
import HSM
import Model

/// Shows what a key will be made like, and what a person should know first; waits for `y`.
struct KeyReviewDialog: Sendable, Hashable {
  var review: TemplateReview
  var cursor = ListCursor()
  var isBusy = false

  var lines: [(String, Role)] {
    let template = review.template
    var lines: [(String, Role)] = [
      ("\(template.kind.name) on token \(ScreenText.safe(review.token.label)), by \(review.mechanism.name)", .heading)
    ]
    lines += review.warnings.flatMap { warning in
      wrapped("! " + warning.words, width: 66).map { ($0, Role.warning) }
    }
    for half in template.halves {
      lines.append(("", .text))
      if template.kind.isPair {
        lines.append((half.objectClass == .CKO_PRIVATE_KEY ? "private half" : "public half", .heading))
      }
      lines += half.template.attributes.filter { $0.type != .CKA_CLASS }.map { attribute in
        (attributeLine(attribute.type, ScreenText.safe(attribute.value.words(as: attribute.type))), .text)
      }
    }
    return lines
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: KeyReviewDialog) -> [Effect] {
    var dialog = dialog
    if dialog.isBusy {
      if keystroke == .escape {
        dialogs = []
        notice = .plain("still at it: what becomes of it will be told here")
      }
      return []
    }
    if let moved = moved(dialog.cursor, by: keystroke, count: dialog.lines.count, visible: dialogRows - 2) {
      dialog.cursor = moved
      replaceTop(.keyReview(dialog))
      return []
    }
    switch keystroke {
    case .character("y"):
      guard isArmed else {
        dialogs.removeLast()
        notice = .refused("no longer armed: nothing was made")
        return []
      }
      dialog.isBusy = true
      replaceTop(.keyReview(dialog))
      return send(.key(.generate(dialog.review)))
    case .escape, .character("n"), .character("q"): dialogs.removeLast()
    default: break
    }
    return []
  }

  func draw(_ dialog: KeyReviewDialog, into frame: inout Frame) {
    let lines = dialog.lines
    let area = drawBox(
      "Make this key?", width: 74, height: min(size.height - 2, lines.count + 4), into: &frame, role: .danger)
    let list = Area(row: area.row, column: area.column, width: area.width, height: max(1, area.height - 2))
    drawLines(lines, into: &frame, list, cursor: dialog.cursor)
    frame.write(
      dialog.isBusy ? "the token is making it…  Esc waits elsewhere" : "y make it   ↑↓ read   Esc back",
      row: area.row + area.height - 1, column: area.column, width: area.width - 14, role: .heading)
  }
}
