import Curses
import FoundationEssentials
import Model

/// Asks for the driver's name before anything can be changed.
struct ArmDialog: Sendable, Hashable {
  var driver: String
  /// What goes on afterwards.
  var intent: Intent?
  var typed = ""
  var isWrong = false
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: ArmDialog) -> [Effect] {
    var dialog = dialog
    switch keystroke {
    case .escape:
      dialogs.removeLast()
      return []
    case .enter:
      if dialog.typed == dialog.driver {
        dialogs.removeLast()
        armedUntil = now.addingTimeInterval(Self.armedTime)
        notice = Notice(text: "armed for ten minutes", role: .danger)
        return [.noteArming(driver: dialog.driver)] + (dialog.intent.map { pursue($0) } ?? [])
      }
      dialog.isWrong = true
      dialog.typed = ""
    case .backspace: if !dialog.typed.isEmpty { dialog.typed.removeLast() }
    case .character(let character): dialog.typed.append(character)
    case .paste(let text): dialog.typed += text
    default: break
    }
    replaceTop(.arm(dialog))
    return []
  }

  func draw(_ dialog: ArmDialog, into frame: inout Frame) {
    let area = drawBox("Arm: allow changes for ten minutes", width: 62, height: 6, into: &frame, role: .danger)
    frame.write(
      dialog.isWrong
        ? "That is not the name. Type \(dialog.driver)" : "Type the driver's name, \(dialog.driver), and press Enter",
      row: area.row, column: area.column, width: area.width, role: dialog.isWrong ? .bad : .text)
    let end = frame.write(
      "> \(dialog.typed)", row: area.row + 1, column: area.column, width: area.width, role: .input)
    frame.write("Enter arm    Esc leave", row: area.row + 3, column: area.column, width: area.width, role: .muted)
    frame.cursor = .init(row: area.row + 1, column: min(end, area.column + area.width - 1))
  }
}
