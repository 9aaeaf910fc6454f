import Curses
import FoundationEssentials
import HSM
import Model

/// Every driver's connection, live, with what happened lately below.
enum StatusScreen: Screen {
  static let title = "Status"

  static func rowCount(_ state: State) -> Int { state.drivers.count }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    let table = Table(columns: [
      .init(title: "Driver", width: 14),
      .init(title: "State", width: 24),
      .init(title: "Since", width: 8, dropOrder: 1),
      .init(title: "Token", width: nil),
      .init(title: "Calls/s", width: 8, alignment: .trailing, dropOrder: 3),
      .init(title: "p50 ms", width: 8, alignment: .trailing, dropOrder: 4),
      .init(title: "p99 ms", width: 8, alignment: .trailing, dropOrder: 5),
    ])
    let listHeight = min(area.height, state.drivers.count + 1)
    table.draw(
      into: &frame, Area(row: area.row, column: area.column, width: area.width, height: listHeight),
      count: state.drivers.count, cursor: state.cursor
    ) { index in row(state.drivers[index]) }
    let rest = area.below(listHeight + 1)
    guard state.drivers.indices.contains(state.cursor.index) else { return }
    let used = drawDetails(state.drivers[state.cursor.index], state, into: &frame, rest)
    drawHistory(state, into: &frame, rest.below(used + 1))
  }

  private static func row(_ driver: DriverView) -> Table.Row {
    let status = driver.status
    let symbol: String
    let role: Role
    switch status?.state {
    case .connected: (symbol, role) = ("●", .good)
    case .needsLogin: (symbol, role) = ("○", .warning)
    case .connecting, .suspect, .reconnecting, nil: (symbol, role) = ("◌", .warning)
    case .stuck, .failed: (symbol, role) = ("✗", .bad)
    case .disabled: (symbol, role) = ("–", .muted)
    }
    return Table.Row(
      cells: [
        driver.name, "\(symbol) \(driver.stateWords)", status.map { clock($0.since) } ?? "",
        status?.token.map { "\($0.label) (\($0.serial))" } ?? "",
        status.map { decimal($0.callsPerSecond) } ?? "", status?.latencyP50Milliseconds.map(decimal) ?? "",
        status?.latencyP99Milliseconds.map(decimal) ?? "",
      ], role: .text, cellRoles: [1: role])
  }

  /// Draws what is known of the driver under the cursor; answers the rows that it took. The history keeps a few rows.
  private static func drawDetails(_ driver: DriverView, _ state: State, into frame: inout Frame, _ area: Area) -> Int {
    let lines = StatusDetails.lines(of: driver, now: state.now)
    let room = state.history.isEmpty ? area.height : max(min(area.height, 4), area.height - 6)
    for (index, line) in lines.prefix(room).enumerated() {
      frame.write(line.name, row: area.row + index, column: area.column + 1, width: 10, role: .muted)
      frame.write(line.text, row: area.row + index, column: area.column + 12, width: area.width - 13, role: line.role)
    }
    return min(lines.count, max(room, 0))
  }

  private static func drawHistory(_ state: State, into frame: inout Frame, _ area: Area) {
    guard area.height > 1, !state.history.isEmpty else { return }
    frame.fill(row: area.row, column: area.column, width: area.width, role: .heading)
    frame.write("What happened", row: area.row, column: area.column, role: .heading)
    for (index, moment) in state.history.suffix(area.height - 1).reversed().enumerated() {
      frame.write(
        "\(clock(moment.at))  \(moment.driver)  \(moment.words)", row: area.row + 1 + index, column: area.column + 1,
        width: area.width - 2, role: index == 0 ? .text : .muted)
    }
  }

  static func refusal(of action: Action, _ state: State) -> String? {
    guard let driver = driver(state).flatMap({ state.driver(named: $0) }) else { return "no driver here" }
    switch action {
    case .connect: return driver.status?.state == .disabled ? nil : "driver \(driver.name) is \(driver.stateWords)"
    case .disconnect: return driver.status?.state == .disabled ? "driver \(driver.name) is disconnected" : nil
    case .open: return "nothing more to open here"
    default: return nil
    }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    guard let driver = driver(state) else { return [] }
    switch action {
    case .connect: return state.send(.connect(driver: driver))
    case .disconnect: return state.send(.disconnect(driver: driver))
    default: return []
    }
  }

  static func refresh(_ state: inout State) -> [Effect] {
    guard let driver = driver(state) else { return [] }
    return state.send(.retry(driver: driver))
  }

  static func driver(_ state: State) -> String? {
    state.drivers.indices.contains(state.cursor.index) ? state.drivers[state.cursor.index].name : nil
  }
}
