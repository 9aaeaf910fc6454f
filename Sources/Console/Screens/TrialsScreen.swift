import Curses
import FoundationEssentials
import HSM
import KeyStoreAPI
import Model

/// What every driver was shown to be able to do, by doing it, and when.
enum TrialsScreen: Screen {
  static let title = "Trials"

  /// A step of a trial; or a driver that was never tried, so that it can be chosen.
  struct Line {
    var driver: DriverView
    var row: TrialRow?
  }

  static func lines(_ state: State) -> [Line] {
    let wanted = state.filter.lowercased()
    return state.drivers.flatMap { driver -> [Line] in
      let rows = (driver.trial?.rows ?? []).filter { row in
        wanted.isEmpty
          || [row.driver, row.step, row.mechanism, row.result.words, row.detail].contains {
            $0.lowercased().contains(wanted)
          }
      }
      return rows.isEmpty && wanted.isEmpty ? [Line(driver: driver)] : rows.map { Line(driver: driver, row: $0) }
    }
  }

  static func rowCount(_ state: State) -> Int { lines(state).count }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    let lines = lines(state)
    guard !lines.isEmpty else {
      frame.write(
        "no step has “\(state.filter)”", row: area.row + 1, column: area.column + 2, width: area.width - 4, role: .muted
      )
      return
    }
    let table = Table(
      columns: [
        .init(title: "Driver", width: 12), .init(title: "Use case", width: 9, dropOrder: 2),
        .init(title: "Step", width: 34), .init(title: "Result", width: 13),
        .init(title: "Mechanism", width: 24, dropOrder: 1), .init(title: "Detail", width: nil),
      ], flexibleMinimum: 20)
    let details = area.height > 4 ? 2 : 0
    var list = area
    list.height -= details
    table.draw(into: &frame, list, count: lines.count, cursor: state.cursor) { cells(lines[$0]) }
    guard details > 0, lines.indices.contains(state.cursor.index) else { return }
    frame.write(
      origin(lines[state.cursor.index].driver), row: area.row + area.height - 1, column: area.column + 1,
      width: area.width - 2, role: .muted)
  }

  private static func cells(_ line: Line) -> Table.Row {
    guard let row = line.row else {
      return Table.Row(
        cells: [line.driver.name, "", "", line.driver.isTrialRunning ? "under way…" : "not tried", "", ""], role: .muted
      )
    }
    let detail = [row.returnName, row.detail].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
    return Table.Row(
      cells: [row.driver, row.useCase.rawValue, row.step, row.result.words, row.mechanism, ScreenText.safe(detail)],
      role: .text, cellRoles: [3: row.result.role])
  }

  /// When the driver under the cursor was tried, and with which versions.
  private static func origin(_ driver: DriverView) -> String {
    if driver.isTrialRunning { return "\(driver.name): the trial is under way; x ends it" }
    guard let trial = driver.trial else { return "\(driver.name): t tries what it is configured for" }
    return ScreenText.safe(
      "\(driver.name): tried \(moment(trial.at)), library version \(trial.instance.moduleVersion), token "
        + "\(trial.instance.token.serial), firmware \(trial.instance.firmware)")
  }

  private static func selected(_ state: State) -> DriverView? {
    let lines = lines(state)
    return lines.indices.contains(state.cursor.index) ? lines[state.cursor.index].driver : nil
  }

  static func refusal(of action: Action, _ state: State) -> String? {
    guard [.tryDriver, .tryEverything, .cancelTrial, .open].contains(action) else { return nil }
    guard let driver = selected(state) else { return "no driver here" }
    switch action {
    case .open: return "nothing more to open here"
    case .cancelTrial: return driver.isTrialRunning ? nil : "no trial of \(driver.name) is under way"
    default:
      if state.isReadOnly { return "READ ONLY: nothing is tried" }
      if driver.isTrialRunning { return "the trial of \(driver.name) is under way" }
      return driver.status?.isLoggedIn == true ? nil : "driver \(driver.name) is not logged in"
    }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    guard let driver = selected(state)?.name else { return [] }
    switch action {
    case .tryDriver: return state.send(.runTrial(driver: driver, full: false))
    case .tryEverything: return state.send(.runTrial(driver: driver, full: true))
    case .cancelTrial: return state.send(.cancelTrial(driver: driver))
    default: return []
    }
  }

  static func refresh(_ state: inout State) -> [Effect] {
    state.drivers.filter { !$0.isTrialRunning }.map(\.name).flatMap { state.send(.loadTrial(driver: $0)) }
  }

  static func driver(_ state: State) -> String? { selected(state)?.name }
}

extension TrialRow.Result {
  /// As people read it, with a sign of its own: nothing is told by colour alone.
  fileprivate var words: String {
    switch self {
    case .passed: "✓ passed"
    case .failed: "✗ failed"
    case .notOffered: "– not offered"
    case .notTried: "· not tried"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .passed: .good
    case .failed: .bad
    case .notOffered, .notTried: .muted
    }
  }
}
