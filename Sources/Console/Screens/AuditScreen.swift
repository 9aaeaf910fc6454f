import Curses
import KeyStoreAPI
import Model

/// What was done, the newest first: every change, every secret that a person opened, all that was done on tokens.
enum AuditScreen: Screen {
  static let title = "Audit"

  static func events(_ state: State) -> [AuditEvent] {
    let text = state.filter.lowercased()
    guard !text.isEmpty else { return state.audit.events }
    return state.audit.events.filter { event in
      [event.action, event.target, event.who, event.result, event.from ?? "", event.to ?? "", event.reason ?? ""]
        .contains { $0.lowercased().contains(text) }
    }
  }

  static func rowCount(_ state: State) -> Int { events(state).count }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    let events = events(state)
    guard !events.isEmpty else {
      let text =
        state.audit.failure?.message
        ?? (!state.audit.isRead
          ? "reading the log…"
          : state.filter.isEmpty ? "nothing was done yet" : "no entry has “\(state.filter)”")
      frame.write(
        text, row: area.row + 1, column: area.column + 2, width: area.width - 4,
        role: state.audit.failure == nil ? .muted : .bad)
      return
    }
    let table = Table(
      columns: [
        .init(title: "Time (UTC)", width: 19), .init(title: "Action", width: 20),
        .init(title: "Target", width: nil), .init(title: "Result", width: 18),
        .init(title: "Who", width: 24, dropOrder: 1),
      ], flexibleMinimum: 16)
    table.draw(into: &frame, area, count: events.count, cursor: state.cursor) { index in
      let event = events[index]
      let role: Role =
        event.result == "done" ? .good : event.result == AuditEvent.outcomeUnknown ? .warning : .bad
      return Table.Row(
        cells: [
          moment(event.at), ScreenText.safe(event.action), ScreenText.safe(event.target),
          (role == .good ? "" : role == .warning ? "? " : "✗ ") + ScreenText.safe(event.result),
          ScreenText.safe(event.who),
        ], cellRoles: [0: .muted, 3: role, 4: .muted])
    }
  }

  static func refusal(of action: Action, _ state: State) -> String? {
    action == .open && rowCount(state) == 0 ? "no entry here" : nil
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    let events = events(state)
    guard action == .open, events.indices.contains(state.cursor.index) else { return [] }
    state.open(.record(RecordDialog(events[state.cursor.index])))
    return []
  }

  static func refresh(_ state: inout State) -> [Effect] { state.listAudit() }

  static func driver(_ state: State) -> String? { nil }
}
