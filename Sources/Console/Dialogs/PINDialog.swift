import Curses
import HSM
import Model

/// Asks for a PIN. It knows how many bytes were typed, never which.
struct PINDialog: Sendable, Hashable {
  var driver: String
  var token: String
  /// CKF_ names that a person should see first.
  var flags: [String]
  /// That the module writes the PIN where others may read it.
  var warnings: [String]
  var count = 0
  var message: String?
  var isBusy = false
  /// One more wrong PIN locks the token: the driver's name has to be typed.
  var isConfirmingFinalTry = false
  var typed = ""

  init(driver: String, token: String, flags: [String], warnings: [String] = []) {
    self.driver = driver
    self.token = token
    self.flags = flags
    self.warnings = warnings
  }

  var needsFinalTry: Bool { flags.contains("CKF_USER_PIN_FINAL_TRY") }
}

extension State {
  /// Only the confirmation of a final try is typed here; the PIN itself goes another way.
  mutating func handle(_ keystroke: Keystroke, in dialog: PINDialog) -> [Effect] {
    var dialog = dialog
    guard dialog.isConfirmingFinalTry else { return [] }
    switch keystroke {
    case .escape:
      dialogs.removeLast()
      return [.forgetPIN]
    case .enter:
      guard dialog.typed == dialog.driver else {
        dialog.message = "That is not the name: nothing was tried."
        dialog.typed = ""
        break
      }
      dialog.message = nil
      dialog.isConfirmingFinalTry = false
      dialog.isBusy = true
      replaceTop(.pin(dialog))
      return send(.login(driver: dialog.driver, finalTry: true))
    case .backspace: if !dialog.typed.isEmpty { dialog.typed.removeLast() }
    case .character(let character): dialog.typed.append(character)
    default: break
    }
    replaceTop(.pin(dialog))
    return []
  }

  func draw(_ dialog: PINDialog, into frame: inout Frame) {
    var lines: [(String, Role)] = [("driver \(dialog.driver), token \(dialog.token)", .text)]
    if !dialog.flags.isEmpty { lines.append((dialog.flags.joined(separator: " "), .bad)) }
    for warning in dialog.warnings { lines.append(("! " + warning, .danger)) }
    if let rule = pinRule(of: .user, driver: dialog.driver) { lines.append((rule.words, rule.role)) }
    if dialog.isConfirmingFinalTry {
      lines += [
        ("One more wrong PIN locks this token.", .bad), ("Type the driver's name to go on: \(dialog.typed)", .text),
      ]
    } else {
      lines.append(("PIN: " + String(repeating: "•", count: min(dialog.count, 40)), .input))
    }
    if dialog.isBusy { lines.append(("logging in…", .muted)) }
    for line in wrapped(dialog.message ?? "", width: 54) where !line.isEmpty { lines.append((line, .bad)) }
    lines.append(("Enter log in    Esc leave", .muted))
    lines = lines.flatMap { line in wrapped(line.0, width: 56).map { ($0, line.1) } }
    let area = drawBox("Log in", width: 60, height: lines.count + 2, into: &frame)
    for (index, line) in lines.enumerated() {
      let end = frame.write(
        line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
      let isInput = line.1 == .input || line.0.hasPrefix("Type the driver")
      if isInput { frame.cursor = .init(row: area.row + index, column: min(end, area.column + area.width - 1)) }
    }
  }
}
