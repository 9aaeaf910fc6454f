import Curses
import HSM
import KeyStoreAPI
import Model

/// The secrets at rest, and the key that each is encrypted with. What they hold is shown only to who types for it.
enum SecretsScreen: Screen {
  static let title = "Secrets"

  static func rowCount(_ state: State) -> Int { state.secrets.rows.count }

  static func selected(_ state: State) -> Secret? {
    let rows = state.secrets.rows
    return rows.indices.contains(state.cursor.index) ? rows[state.cursor.index] : nil
  }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    let list = state.secrets
    guard !list.rows.isEmpty else {
      let text =
        list.failure?.message
        ?? (!list.isRead
          ? "reading the store…"
          : state.filter.isEmpty
            ? "no secrets yet: n puts one" : "no secret fits “\(state.filter)” (type:T policy:P key:K narrow the list)")
      frame.write(
        text, row: area.row + 1, column: area.column + 2, width: area.width - 4,
        role: list.failure == nil ? .muted : .bad)
      return
    }
    var area = area
    if let progress = list.progress {
      let words =
        "re-protecting: \(progress.done) of \(progress.total)"
        + (progress.failed > 0 ? ", \(progress.failed) failed" : "")
      frame.write(words, row: area.row, column: area.column + 1, width: area.width - 2, role: .warning)
      area = Area(row: area.row + 1, column: area.column, width: area.width, height: max(0, area.height - 1))
    }
    let table = Table(
      columns: [
        // Sorted by name: the policy stands behind it.
        .init(title: "Secret (\(list.total))", width: 20),
        .init(title: "Policy", width: nil),
        .init(title: "Type", width: 13, dropOrder: 2),
        .init(title: "Key", width: 18),
        .init(title: "Token", width: 16, dropOrder: 3),
        .init(title: "", width: 5, dropOrder: 1),
        .init(title: "Bytes", width: 8, alignment: .trailing, dropOrder: 4),
      ], flexibleMinimum: 16)
    table.draw(into: &frame, area, count: list.rows.count, cursor: state.cursor) { index in
      let secret = list.rows[index]
      return Table.Row(
        cells: [
          ScreenText.safe(secret.path.name), ScreenText.safe(secret.path.policy.description), secret.type,
          ScreenText.safe(secret.key.label), ScreenText.safe(secret.key.token.label), secret.named ? "named" : "",
          "\(secret.size)",
        ], cellRoles: [1: .muted, 2: .muted, 4: .muted, 5: .muted])
    }
  }

  static func refusal(of action: Action, _ state: State) -> String? {
    switch action {
    case .open, .moveSecret, .deleteSecret, .revealSecret: selected(state) == nil ? "no secret here" : nil
    default: nil
    }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    switch action {
    case .putSecret: return state.pursue(.putSecret)
    case .reprotect:
      if state.secrets.progress != nil {
        state.notice = .plain("stopping after this batch; p goes on later")
        return [.stopReprotection]
      }
      return state.pursue(.reprotect)
    default: break
    }
    guard let secret = selected(state) else { return [] }
    switch action {
    case .open: state.open(.record(RecordDialog(secret)))
    case .moveSecret: return state.pursue(.moveSecret(secret))
    case .deleteSecret: return state.pursue(.deleteSecret(secret))
    case .revealSecret: return state.pursue(.revealSecret(secret))
    default: break
    }
    return []
  }

  static func refresh(_ state: inout State) -> [Effect] { state.listSecrets() }

  static func driver(_ state: State) -> String? {
    guard let secret = selected(state) else { return nil }
    return state.drivers.first { $0.status?.token == secret.key.token }?.name
  }
}
