import Cryptoki
import Curses
import FoundationEssentials
import HSM
import Model

/// The calls that this process makes, as they come, the newest first. Arguments are never kept, so no PIN can be seen.
enum CallsScreen: Screen {
  static let title = "Calls"

  static func rowCount(_ state: State) -> Int { state.calls.count }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    guard state.calls.count > 0 else {
      frame.write(
        state.calls.isEmpty ? "no call was made yet" : "no call has “\(state.filter)”", row: area.row + 1,
        column: area.column + 2, width: area.width - 4, role: .muted)
      return
    }
    let table = Table(
      columns: [
        .init(title: "Time", width: 12, dropOrder: 2),
        .init(title: "Driver", width: 10, dropOrder: state.drivers.count > 1 ? 1 : 4),
        .init(title: "Function", width: 22),
        .init(title: "µs", width: 10, alignment: .trailing),
        .init(title: state.calls.isHeld ? "Answer (held; \(state.calls.waiting) more came)" : "Answer", width: nil),
        .init(title: "Session", width: 8, alignment: .trailing, dropOrder: 3),
      ], flexibleMinimum: 32)
    table.draw(into: &frame, area, count: state.calls.count, cursor: state.cursor) { index in
      state.calls[index].map(row) ?? Table.Row(cells: [])
    }
  }

  private static func row(_ call: TracedCall) -> Table.Row {
    let (words, role) = answer(call)
    return Table.Row(
      cells: [
        clockWithMilliseconds(call.at), call.driver, call.function.rawValue,
        call.nanoseconds.map { decimal(Double($0) / 1000) } ?? "", words,
        call.session == 0 ? "" : "\(call.session)",
      ], role: .text, cellRoles: [0: .muted, 4: role, 5: .muted])
  }

  /// What came back, in words and in the look of its weight.
  private static func answer(_ call: TracedCall) -> (String, Role) {
    guard let code = call.code else { return ("… inside the module", .warning) }
    if code == .CKR_OK { return ("ok", .good) }
    return ("\(code.isAnswer ? "·" : "✗") \(code.meaning) (\(code.name))", code.isAnswer ? .muted : .bad)
  }

  static func refusal(of action: Action, _ state: State) -> String? {
    action == .open ? "nothing more is kept of a call" : nil
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    guard action == .hold else { return [] }
    state.calls.toggleHeld()
    state.clampCursor()
    state.notice = .plain(state.calls.isHeld ? "the list is held still" : "the list goes on")
    return []
  }

  static func refresh(_ state: inout State) -> [Effect] { state.send(.followCalls(true)) }

  static func driver(_ state: State) -> String? {
    let call = state.calls[state.cursor.index]
    return call?.driver
  }
}

extension ReturnCode {
  /// Whether it answers a question rather than fails: what a list needs, what an object does not have.
  fileprivate var isAnswer: Bool {
    [
      .CKR_BUFFER_TOO_SMALL, .CKR_ATTRIBUTE_TYPE_INVALID, .CKR_ATTRIBUTE_SENSITIVE, .CKR_NO_EVENT,
      .CKR_CRYPTOKI_ALREADY_INITIALIZED,
    ].contains(self)
  }
}

/// The time of day in UTC, to the millisecond.
private func clockWithMilliseconds(_ date: Date) -> String {
  let seconds = date.timeIntervalSince1970
  let milliseconds = Int(((seconds - seconds.rounded(.down)) * 1000).rounded(.down))
  return clock(date) + "." + String("\(1000 + milliseconds)".dropFirst())
}
