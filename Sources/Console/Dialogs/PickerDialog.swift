import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// Chooses a key for a scope: those that may protect first, the others dimmed with the reason.
struct PickerDialog: Sendable, Hashable {
  struct Candidate: Sendable, Hashable {
    var key: KeyObject
    var reason: String?
  }
  var scope: Scope
  var candidates: [Candidate]
  var query = ""
  var isFiltering = false
  var cursor = ListCursor()
  var failure: Failure?

  init(scope: Scope, _ state: State) {
    self.scope = scope
    candidates = Self.candidates(state)
  }

  /// Takes keys that were listed since it opened; the cursor stays on its key.
  mutating func update(from state: State) {
    let chosen = shown.indices.contains(cursor.index) ? shown[cursor.index].key : nil
    candidates = Self.candidates(state)
    let shown = shown
    let place = chosen.flatMap { key in shown.firstIndex { $0.key == key } }
    cursor.place(at: place ?? cursor.index, count: shown.count, visible: state.dialogRows)
  }

  private static func candidates(_ state: State) -> [Candidate] {
    let sorted = state.drivers.flatMap { driver in
      driver.keys.map { key in
        Candidate(
          key: key,
          reason: driver.ground.map { ground in key.ineligibility(on: ground)?.words } ?? "driver is not logged in")
      }
    }
    .map { ($0, $0.key.labelText, hexadecimal($0.key.id)) }.sorted { ($0.1, $0.2) < ($1.1, $1.2) }
    let all = sorted.map(\.0)
    return all.filter { $0.reason == nil } + all.filter { $0.reason != nil && $0.key.objectClass == .CKO_SECRET_KEY }
      + all.filter { $0.reason != nil && $0.key.objectClass != .CKO_SECRET_KEY }
  }

  var shown: [Candidate] {
    query.isEmpty
      ? candidates : candidates.filter { $0.key.matches(query, driver: $0.key.driver) }
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: PickerDialog) -> [Effect] {
    var dialog = dialog
    let shown = dialog.shown
    if dialog.isFiltering {
      switch keystroke {
      case .escape: (dialog.query, dialog.isFiltering) = ("", false)
      case .enter, .down: dialog.isFiltering = false
      case .backspace: if !dialog.query.isEmpty { dialog.query.removeLast() }
      case .character(let character): dialog.query.append(character)
      case .paste(let text): dialog.query += text
      default: break
      }
      dialog.cursor = ListCursor()
      replaceTop(.picker(dialog))
      return []
    }
    switch keystroke {
    case .escape, .character("q"):
      dialogs.removeLast()
      return []
    case .character("/"): dialog.isFiltering = true
    case .enter:
      guard shown.indices.contains(dialog.cursor.index) else { return [] }
      let candidate = shown[dialog.cursor.index]
      if let reason = candidate.reason {
        dialog.failure = Failure(message: "\(candidate.key.printableLabel) cannot be chosen: \(reason)")
        break
      }
      dialog.failure = nil
      replaceTop(.picker(dialog))
      return pursue(.setDefault(dialog.scope, candidate.key))
    default:
      if let moved = moved(dialog.cursor, by: keystroke, count: shown.count, visible: dialogRows) {
        dialog.cursor = moved
        dialog.failure = nil
      }
    }
    replaceTop(.picker(dialog))
    return []
  }

  func draw(_ dialog: PickerDialog, into frame: inout Frame) {
    let area = drawLargeBox("Choose the default key: \(dialog.scope)", into: &frame)
    let shown = dialog.shown
    let table = Table(
      columns: [
        .init(title: "Label", width: nil), .init(title: "Type", width: 10),
        .init(title: "Id", width: 10, dropOrder: 2), .init(title: "Driver", width: 10, dropOrder: 3),
        .init(title: "", width: max(30, min(44, area.width - 54)), dropOrder: 1),
      ], flexibleMinimum: 18)
    let list = Area(row: area.row, column: area.column, width: area.width, height: max(1, area.height - 2))
    table.draw(into: &frame, list, count: shown.count, cursor: dialog.cursor) { index in
      let candidate = shown[index]
      let (words, role) = standing(of: candidate)
      return Table.Row(
        cells: [
          candidate.key.shownLabel, candidate.key.typeWords, hexadecimal(candidate.key.id), candidate.key.driver, words,
        ], role: candidate.reason == nil ? .text : .muted, cellRoles: [4: role])
    }
    let candidate = shown.indices.contains(dialog.cursor.index) ? shown[dialog.cursor.index] : nil
    let bottom = area.row + area.height - 1
    if let key = candidate?.key {
      frame.write(
        "id \(hexadecimal(key.id)), driver \(key.driver), token \(ScreenText.safe(key.token.label))", row: bottom - 1,
        column: area.column, width: area.width, role: .muted)
    }
    if dialog.isFiltering || !dialog.query.isEmpty {
      let end = frame.write(
        "filter: \(dialog.query)", row: bottom, column: area.column, width: area.width, role: .input)
      if dialog.isFiltering { frame.cursor = .init(row: bottom, column: min(end, area.column + area.width - 1)) }
      return
    }
    if let (text, role) = bottomLine(failure: dialog.failure) {
      frame.write(text, row: bottom, column: area.column, width: area.width, role: role)
    } else if let candidate {
      // In whole: the row may be too narrow for it.
      let (words, role) = standing(of: candidate)
      let text = candidate.reason.map { "cannot be chosen: \($0)" } ?? words
      frame.write(
        text, row: bottom, column: area.column, width: area.width, role: candidate.reason == nil ? role : .warning)
    }
  }

  /// Why a key cannot be chosen, what to know before it is, or what it is chosen for already.
  private func standing(of candidate: PickerDialog.Candidate) -> (String, Role) {
    if let reason = candidate.reason { return (reason, .muted) }
    let key = candidate.key
    if let today = driver(named: key.driver)?.ground?.today, let warning = key.warnings(today: today).first {
      return ("! \(warning)", .warning)
    }
    return KeysScreen.defaultWords(scopes(of: key)).map { ($0, .good) } ?? ("", .text)
  }
}
