import Curses
import HSM
import Model

/// Asks before the console ends while a change is under way.
struct QuitDialog: Sendable, Hashable {
  /// What is under way, in words.
  var running: [String]
}

extension State {
  /// Leaves at once, unless a change is under way: then the person is asked.
  mutating func quit() -> [Effect] {
    let running = pending.filter(\.changes).map(\.words)
    guard !running.isEmpty else { return [.quit] }
    if case .quit = dialogs.last { return [] }
    open(.quit(QuitDialog(running: running)))
    return []
  }

  mutating func handleQuit(_ keystroke: Keystroke) -> [Effect] {
    switch keystroke {
    case .character("y"): return [.quit]
    case .escape, .character("n"), .enter: dialogs.removeLast()
    default: break
    }
    return []
  }

  func draw(_ dialog: QuitDialog, into frame: inout Frame) {
    let lines =
      [("Still under way:", Role.text)] + dialog.running.prefix(6).map { ("  " + $0, .warning) } + [
        ("What becomes of it will stand in the audit log.", .muted), ("y leave all the same · n stay", .heading),
      ]
    let area = drawBox("Leave?", width: 66, height: lines.count + 2, into: &frame, role: .danger)
    for (index, line) in lines.enumerated() {
      frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
    }
  }
}

extension Request {
  /// What is being changed, for people.
  fileprivate var words: String {
    switch self {
    case .setDefaultKey(let scope, _), .clearDefault(let scope), .confirmDefault(let scope): "the default of \(scope)"
    case .tokenTask(let task): task.words
    case .exportPair(let task): "bringing an \(task.kind.name) pair out of \(task.driver)"
    default: "a change"
    }
  }
}

extension TokenTask {
  var words: String {
    switch kind {
    case .initialize(_, let label, _): "setting up token \(ScreenText.safe(label))"
    case .setFirstPIN: "setting the first PIN of \(driver)"
    case .unlock: "setting another PIN of \(driver)"
    case .changePIN(let role): "changing the PIN of \(role.words) of \(driver)"
    }
  }
}
