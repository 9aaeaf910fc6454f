import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// What keys were shown to do, filled as the answers come.
struct KeyTestsDialog: Sendable, Hashable {
  let keys: [KeyObject]
  private var tests: [KeyObject: KeyTest] = [:]
  private var failures: [KeyObject: Failure] = [:]
  var cursor = ListCursor()

  init(keys: [KeyObject]) { self.keys = keys }

  mutating func take(_ test: KeyTest) { tests[test.key] = test }
  mutating func fail(_ key: KeyObject, _ failure: Failure) { failures[key] = failure }

  var lines: [(String, Role)] {
    keys.flatMap { key -> [(String, Role)] in
      let heading = ("\(key.typeWords) \(key.shownLabel)", Role.heading)
      if let failure = failures[key] { return [heading, ("  not tried: \(failure.message)", .warning)] }
      guard let test = tests[key] else { return [heading, ("  trying it…", .muted)] }
      return [heading] + test.steps.flatMap(Self.lines)
    }
  }

  private static func lines(_ step: KeyTest.Step) -> [(String, Role)] {
    let (mark, role): (String, Role) =
      switch step.result {
      case .passed: ("✓ passed", .good)
      case .failed: ("✗ failed", .bad)
      case .notOffered: ("– not offered", .warning)
      }
    var lines: [(String, Role)] = [("  \(mark): \(step.what), by \(step.mechanism.name)", role)]
    if let detail = step.detail { lines.append(("    \(detail)", role)) }
    if let code = step.returnCode { lines.append(("    \(code.name)", .muted)) }
    return lines
  }
}

extension State {
  func draw(_ dialog: KeyTestsDialog, into frame: inout Frame) {
    let lines = dialog.lines
    let area = drawBox(
      "Tried on fresh random text", width: 76, height: min(size.height - 2, lines.count + 4), into: &frame)
    let list = Area(row: area.row, column: area.column, width: area.width, height: max(1, area.height - 2))
    drawLines(lines, into: &frame, list, cursor: dialog.cursor)
    frame.write(
      "Esc leave", row: area.row + area.height - 1, column: area.column, width: area.width - 14, role: .muted)
  }
}
