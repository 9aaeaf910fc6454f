import Curses

/// Finds an action by its name.
struct PaletteDialog: Sendable, Hashable {
  var query = ""
  var cursor = ListCursor()

  func matches(on screen: ScreenID) -> [Action] {
    let wanted = query.lowercased()
    let all = Action.allCases.filter { $0.belongs(to: screen) && $0 != .palette && $0 != .back }
    guard !wanted.isEmpty else { return all }
    let begins = all.filter { $0.row.name.hasPrefix(wanted) }
    return begins + all.filter { !begins.contains($0) && ($0.row.name + " " + $0.row.help).contains(wanted) }
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: PaletteDialog) -> [Effect] {
    var dialog = dialog
    let actions = dialog.matches(on: screen)
    switch keystroke {
    case .escape:
      dialogs.removeLast()
      return []
    case .enter:
      dialogs.removeLast()
      return actions.indices.contains(dialog.cursor.index) ? perform(actions[dialog.cursor.index]) : []
    case .up: dialog.cursor.move(by: -1, count: actions.count, visible: dialogRows)
    case .down, .tab: dialog.cursor.move(by: 1, count: actions.count, visible: dialogRows)
    case .backspace:
      if dialog.query.isEmpty {
        dialogs.removeLast()
        return []
      }
      dialog.query.removeLast()
      dialog.cursor = ListCursor()
    case .character(let character):
      dialog.query.append(character)
      dialog.cursor = ListCursor()
    default: break
    }
    replaceTop(.palette(dialog))
    return []
  }

  func draw(_ dialog: PaletteDialog, into frame: inout Frame) {
    let actions = dialog.matches(on: screen)
    let area = drawBox("Actions", width: 68, height: min(16, size.height - 2), into: &frame)
    let end = frame.write(":\(dialog.query)", row: area.row, column: area.column, width: area.width, role: .input)
    frame.cursor = .init(row: area.row, column: min(end, area.column + area.width - 1))
    let list = Area(row: area.row, column: area.column, width: area.width, height: area.height).below(1)
    Table(columns: [.init(title: "", width: 18), .init(title: "", width: 10), .init(title: "", width: nil)]).draw(
      into: &frame, list, count: actions.count, cursor: dialog.cursor
    ) { index in
      let action = actions[index]
      return Table.Row(
        cells: [action.row.name, keymap.shownKey(for: action), refusal(of: action) ?? action.row.help],
        role: refusal(of: action) == nil ? .text : .muted)
    }
  }
}
