import Curses
import Model

extension State {
  /// The help, made from the table of actions and the live key map.
  var helpLines: [(String, Role)] {
    func lines(_ actions: [Action]) -> [(String, Role)] {
      actions.map { action in
        let keys = keymap.shownKeys(for: action)
        let padded = keys + String(repeating: " ", count: max(1, 14 - ScreenText.width(of: keys)))
        let reason = refusal(of: action).map { "  (\($0))" } ?? ""
        return ("  \(padded)\(action.row.help)\(reason)", reason.isEmpty ? .text : .muted)
      }
    }
    let own = Action.allCases.filter { $0.row.screens != nil && $0.belongs(to: screen) }
    let common = Action.allCases.filter { $0.row.screens == nil }
    return [("On \(screen.title)", .heading)] + lines(own) + [("", .text), ("Everywhere", .heading)] + lines(common)
      + [
        ("", .text), ("What the marks mean", .heading),
        ("  PUBLIC VIEW   nobody is logged in: private objects are hidden", .text),
        ("  READ ONLY     started with --read-only: nothing can be changed", .text),
        ("  ARMED         changes are possible, for the time shown", .text),
        ("  ★             this key is a default    ● the driver's own token", .text),
      ]
  }

  func drawHelp(_ cursor: ListCursor, into frame: inout Frame) {
    let area = drawLargeBox("Help: \(screen.title)", into: &frame)
    drawLines(helpLines, into: &frame, area, cursor: cursor)
  }

  func drawDetails(_ failure: Failure, into frame: inout Frame) {
    let width = min(size.width - 4, 90)
    var lines = wrapped(failure.message, width: width - 4).map { ($0, Role.bad) }
    if let remedy = failure.remedy { lines += wrapped(remedy, width: width - 4).map { ($0, Role.text) } }
    if let cause = failure.cause { lines += wrapped(cause, width: width - 4).map { ($0, Role.muted) } }
    let area = drawBox("The last error", width: width, height: lines.count + 2, into: &frame)
    drawLines(lines, into: &frame, area, cursor: ListCursor())
  }
}
