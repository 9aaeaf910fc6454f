import Curses
import HSM
import KeyStoreAPI
import Model

/// What stands over a screen and takes the keystrokes.
enum Dialog: Sendable, Hashable {
  case help(ListCursor)
  case palette(PaletteDialog)
  case details(Failure)
  case pin(PINDialog)
  case arm(ArmDialog)
  case confirm(ConfirmDialog)
  case seal(SealDialog)
  case picker(PickerDialog)
  case scopes(ScopeDialog)
  case types(TypeDialog)
  case key(KeyDialog)
  case mechanisms(MechanismsDialog)
  case explain(ExplainDialog)
  case keyForm(KeyFormDialog)
  case keyReview(KeyReviewDialog)
  case deleteKey(DeleteKeyDialog)
  case keyChange(KeyChangeDialog)
  case keyTests(KeyTestsDialog)
  case token(TokenDialog)
  case export(ExportDialog)
  case quit(QuitDialog)
  case secret(SecretDialog)
  case reveal(RevealDialog)
  case record(RecordDialog)

  /// The keys of a large dialog; the others say theirs in their box.
  func footer(_ keymap: Keymap) -> String {
    switch self {
    case .help, .mechanisms, .explain, .record: "↑↓ read   Esc leave"
    case .key: "↑↓ read   \(keymap.shownKey(for: .copy)) copy its URI   Esc leave"
    case .picker: "Enter choose   / filter   Esc leave"
    case .details: "any key leaves"
    default: ""
    }
  }
}

extension State {
  mutating func handleInDialog(_ keystroke: Keystroke) -> [Effect] {
    guard let dialog = dialogs.last else { return [] }
    switch dialog {
    case .help(let cursor):
      return scroll(keystroke, cursor, lines: helpLines.count) { .help($0) }
    case .details:
      dialogs.removeLast()
      return []
    case .pin(let pin): return handle(keystroke, in: pin)
    case .arm(let arm): return handle(keystroke, in: arm)
    case .token(let token): return handle(keystroke, in: token)
    case .export(let export): return handle(keystroke, in: export)
    case .quit: return handleQuit(keystroke)
    case .secret(let secret): return handle(keystroke, in: secret)
    case .reveal: return closeReveal()
    case .record(var record):
      return scroll(keystroke, record.cursor, lines: record.lines(width: largeBoxWidth).count) { cursor in
        record.cursor = cursor
        return .record(record)
      }
    case .confirm(let confirm): return handle(keystroke, in: confirm)
    case .seal(let seal): return handle(keystroke, in: seal)
    case .palette(let palette): return handle(keystroke, in: palette)
    case .picker(let picker): return handle(keystroke, in: picker)
    case .scopes(let scopes): return handle(keystroke, in: scopes)
    case .types(let types): return handle(keystroke, in: types)
    case .key(var key):
      if keymap.action(for: keystroke, on: .keys) == .copy { return [.copy(key.key.uri)] }
      return scroll(keystroke, key.cursor, lines: key.lines(self).count) { cursor in
        key.cursor = cursor
        return .key(key)
      }
    case .mechanisms(var mechanisms):
      let count = driver(named: mechanisms.driver)?.mechanisms?.count ?? 0
      return scroll(keystroke, mechanisms.cursor, count: count) { cursor in
        mechanisms.cursor = cursor
        return .mechanisms(mechanisms)
      }
    case .explain(var explain):
      return scroll(keystroke, explain.cursor, lines: explain.lines(self).count) { cursor in
        explain.cursor = cursor
        return .explain(explain)
      }
    case .keyForm(let form): return handle(keystroke, in: form)
    case .keyReview(let review): return handle(keystroke, in: review)
    case .deleteKey(let delete): return handle(keystroke, in: delete)
    case .keyChange(let change): return handle(keystroke, in: change)
    case .keyTests(var tests):
      return scroll(keystroke, tests.cursor, count: tests.lines.count) { cursor in
        tests.cursor = cursor
        return .keyTests(tests)
      }
    }
  }

  mutating func replaceTop(_ dialog: Dialog) { dialogs[dialogs.count - 1] = dialog }

  /// Moves a large box's text, as far as its last line is seen; Esc, q and Enter leave it.
  private mutating func scroll(
    _ keystroke: Keystroke, _ cursor: ListCursor, lines: Int, _ make: (ListCursor) -> Dialog
  ) -> [Effect] {
    let tops = max(1, lines - largeBoxHeight + 1)
    return scroll(keystroke, cursor, count: tops, page: largeBoxHeight, make)
  }

  /// Walks over a dialog's rows; Esc, q and Enter leave it.
  private mutating func scroll(
    _ keystroke: Keystroke, _ cursor: ListCursor, count: Int, page: Int? = nil, _ make: (ListCursor) -> Dialog
  ) -> [Effect] {
    if [.escape, .enter, .character("q")].contains(keystroke) {
      dialogs.removeLast()
    } else if let moved = self.moved(cursor, by: keystroke, count: count, visible: page ?? dialogRows) {
      replaceTop(make(moved))
    }
    return []
  }

  /// Where a walking keystroke takes a cursor; nil for other keystrokes.
  func moved(_ cursor: ListCursor, by keystroke: Keystroke, count: Int, visible: Int) -> ListCursor? {
    var cursor = cursor
    switch keymap.action(for: keystroke, on: screen) {
    case .up: cursor.move(by: -1, count: count, visible: visible)
    case .down: cursor.move(by: 1, count: count, visible: visible)
    case .pageUp: cursor.move(by: -visible, count: count, visible: visible)
    case .pageDown: cursor.move(by: visible, count: count, visible: visible)
    case .first: cursor.place(at: 0, count: count, visible: visible)
    case .last: cursor.place(at: count - 1, count: count, visible: visible)
    default: return nil
    }
    return cursor
  }

  /// Rows of a large dialog's list.
  var dialogRows: Int { max(1, size.height - 7) }

  func draw(_ dialog: Dialog, isTop: Bool, into frame: inout Frame) {
    switch dialog {
    case .help(let cursor): drawHelp(cursor, into: &frame)
    case .details(let failure): drawDetails(failure, into: &frame)
    case .pin(let pin): draw(pin, into: &frame)
    case .arm(let arm): draw(arm, into: &frame)
    case .token(let token): draw(token, into: &frame)
    case .export(let export): draw(export, into: &frame)
    case .quit(let quit): draw(quit, into: &frame)
    case .secret(let secret): draw(secret, into: &frame)
    case .reveal(let reveal): draw(reveal, into: &frame)
    case .record(let record): draw(record, into: &frame)
    case .confirm(let confirm): draw(confirm, into: &frame)
    case .seal(let seal): draw(seal, into: &frame)
    case .palette(let palette): draw(palette, into: &frame)
    case .picker(let picker): draw(picker, into: &frame)
    case .scopes(let scopes): draw(scopes, into: &frame)
    case .types(let types): draw(types, into: &frame)
    case .key(let key): draw(key, into: &frame)
    case .mechanisms(let mechanisms): draw(mechanisms, into: &frame)
    case .explain(let explain): draw(explain, into: &frame)
    case .keyForm(let form): draw(form, into: &frame)
    case .keyReview(let review): draw(review, into: &frame)
    case .deleteKey(let delete): draw(delete, into: &frame)
    case .keyChange(let change): draw(change, into: &frame)
    case .keyTests(let tests): draw(tests, into: &frame)
    }
  }

  /// Draws a box of a wanted size in the middle; answers its inside.
  func drawBox(_ title: String, width: Int, height: Int, into frame: inout Frame, role: Role = .border) -> Area {
    let width = min(width, size.width)
    let height = min(height, size.height)
    let area = Area(row: (size.height - height) / 2, column: (size.width - width) / 2, width: width, height: height)
    frame.box(row: area.row, column: area.column, width: area.width, height: area.height, title: title, role: role)
    return area.inset(rows: 1, columns: 2)
  }

  /// A box that leaves only the screen's edge free.
  func drawLargeBox(_ title: String, into frame: inout Frame) -> Area {
    drawBox(title, width: largeBoxWidth + 4, height: largeBoxHeight + 2, into: &frame)
  }

  /// Columns and rows inside a large box.
  var largeBoxWidth: Int { max(16, size.width - 8) }
  private var largeBoxHeight: Int { max(3, size.height - 4) }

  func drawLines(_ lines: [(String, Role)], into frame: inout Frame, _ area: Area, cursor: ListCursor) {
    let visible = area.height
    let top = min(cursor.index, max(0, lines.count - visible))
    for (index, line) in lines.dropFirst(top).prefix(visible).enumerated() {
      frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
    }
    if lines.count > visible {
      // On the box's lower edge, which stays whole beside it.
      let text = " \(top + 1)–\(min(lines.count, top + visible)) of \(lines.count) "
      frame.write(
        text, row: area.row + area.height, column: area.column + area.width - ScreenText.width(of: text), role: .muted)
    }
  }
}
