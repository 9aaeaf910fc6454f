import Curses
import HSM
import KeyStoreAPI
import Model

/// Chooses what a key becomes the default of.
struct ScopeDialog: Sendable, Hashable {
  var key: KeyObject
  var cursor = ListCursor()
  var failure: Failure?
}

/// Chooses a secret type within a policy.
struct TypeDialog: Sendable, Hashable {
  var policy: PolicyPath
  var cursor = ListCursor()
}

extension State {
  var scopesToChoose: [Scope] {
    guard let overview else { return [] }
    return [.global] + overview.types.map { .type($0.name) }
      + overview.policies.filter { !$0.path.isRoot }.map { .policy($0.path) }
  }

  mutating func handle(_ keystroke: Keystroke, in dialog: ScopeDialog) -> [Effect] {
    let scopes = scopesToChoose
    if keystroke == .enter, scopes.indices.contains(dialog.cursor.index) {
      replaceTop(.scopes(ScopeDialog(key: dialog.key, cursor: dialog.cursor)))
      return pursue(.setDefault(scopes[dialog.cursor.index], dialog.key))
    }
    choose(keystroke, dialog.cursor, count: scopes.count) { .scopes(ScopeDialog(key: dialog.key, cursor: $0)) }
    return []
  }

  mutating func handle(_ keystroke: Keystroke, in dialog: TypeDialog) -> [Effect] {
    let types = overview?.types ?? []
    if keystroke == .enter, types.indices.contains(dialog.cursor.index) {
      let scope = Scope.policyType(dialog.policy, types[dialog.cursor.index].name)
      replaceTop(.picker(PickerDialog(scope: scope, self)))
      return []
    }
    choose(keystroke, dialog.cursor, count: types.count) { .types(TypeDialog(policy: dialog.policy, cursor: $0)) }
    return []
  }

  private mutating func choose(
    _ keystroke: Keystroke, _ cursor: ListCursor, count: Int, _ make: (ListCursor) -> Dialog
  ) {
    if keystroke == .escape || keystroke == .character("q") {
      dialogs.removeLast()
    } else if let moved = moved(cursor, by: keystroke, count: count, visible: dialogRows) {
      replaceTop(make(moved))
    }
  }

  func draw(_ dialog: ScopeDialog, into frame: inout Frame) {
    drawChoice(
      "\(dialog.key.shownLabel) becomes the default of …", scopesToChoose.map(\.description), dialog.cursor,
      bottom: bottomLine(failure: dialog.failure) ?? ("Enter choose   Esc leave", .muted), into: &frame)
  }

  func draw(_ dialog: TypeDialog, into frame: inout Frame) {
    drawChoice(
      "In policy \(dialog.policy), for which type?", (overview?.types ?? []).map(\.name), dialog.cursor,
      bottom: ("Enter choose   Esc leave", .muted), into: &frame)
  }

  /// What the last line of a dialog in which a key is chosen has to say first: why it failed, or what is waited for.
  func bottomLine(failure: Failure?) -> (String, Role)? {
    if let failure { return (failure.message, .bad) }
    return isProving ? ("proving the key on its token…", .muted) : nil
  }

  /// Whether the token is trying a key that was chosen.
  private var isProving: Bool {
    pending.contains { request in
      if case .previewDefault(_, .some) = request { true } else { false }
    }
  }

  private func drawChoice(
    _ title: String, _ items: [String], _ cursor: ListCursor, bottom: (text: String, role: Role),
    into frame: inout Frame
  ) {
    let area = drawBox(title, width: 64, height: min(items.count + 4, size.height - 2), into: &frame)
    let list = Area(row: area.row, column: area.column, width: area.width, height: max(1, area.height - 1))
    Table(columns: [.init(title: "", width: nil)]).draw(into: &frame, list, count: items.count, cursor: cursor) {
      Table.Row(cells: [items[$0]])
    }
    frame.write(
      bottom.text, row: area.row + area.height - 1, column: area.column, width: area.width, role: bottom.role)
  }
}
