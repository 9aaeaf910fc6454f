import Cryptoki
import Curses
import HSM
import Model

/// Asks for what a task on a token needs, one thing after the other. It knows how many bytes of a PIN were typed, never
/// which.
struct TokenDialog: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    /// The new label of a token that is set up.
    case label
    /// The present label, before what cannot be undone.
    case confirmation
    case pin(TokenPINField)
    /// All is there: `y` does it.
    case ready
  }

  let action: Action
  let slot: SlotListing
  /// What is still to be asked; the first is being asked.
  var steps: [Step]
  var label = ""
  var typed = ""
  var count = 0
  var isBusy = false
  var message: String?

  init(_ action: Action, _ slot: SlotListing) {
    self.action = action
    self.slot = slot
    steps = Self.steps(action, slot)
  }

  private static func steps(_ action: Action, _ slot: SlotListing) -> [Step] {
    let isInitialized = slot.token?.flags.contains(.CKF_TOKEN_INITIALIZED) ?? false
    var steps: [Step] = []
    if action == .initToken { steps.append(.label) }
    let isFinalTry = slot.token?.flags.pinState(of: role(action)) == .finalTry
    if isInitialized, action == .initToken || isFinalTry { steps.append(.confirmation) }
    steps.append(.pin(.present))
    if action != .initToken { steps += [.pin(.new), .pin(.newAgain)] }
    return steps + [.ready]
  }

  /// Whose PIN is tried.
  static func role(_ action: Action) -> PINRole { action == .changePIN ? .user : .securityOfficer }

  var role: PINRole { Self.role(action) }
  var step: Step { steps.first ?? .ready }

  var field: TokenPINField? {
    if case .pin(let field) = step { field } else { nil }
  }

  /// What has to be typed to confirm: a token without a label is known by its serial.
  var confirmation: String {
    let label = slot.token?.label ?? ""
    return label.isEmpty ? slot.token?.serial ?? "" : label
  }

  var task: TokenTask {
    let isInitialized = slot.token?.flags.contains(.CKF_TOKEN_INITIALIZED) ?? false
    let kind: TokenTask.Kind =
      switch action {
      case .initToken: .initialize(slot: slot.slot, label: label, reinitialize: isInitialized)
      case .initPIN: .setFirstPIN
      case .unlock: .unlock
      case .changeSOPIN: .changePIN(.securityOfficer)
      default: .changePIN(.user)
      }
    let isConfirmed = Self.steps(action, slot).contains(.confirmation)
    return TokenTask(driver: slot.driver, kind: kind, confirmation: isConfirmed ? confirmation : nil)
  }

  /// Begins anew after a failure: no PIN is there any more, and none is tried twice.
  mutating func begin(after message: String) {
    let wasLabelled = !label.isEmpty
    steps = Self.steps(action, slot).filter { !(wasLabelled && $0 == .label) }
    typed = ""
    count = 0
    isBusy = false
    self.message = message
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: TokenDialog) -> [Effect] {
    var dialog = dialog
    if keystroke == .escape {
      dialogs.removeLast()
      notice = .plain(dialog.isBusy ? "still at it: what becomes of it will be told here" : "nothing was changed")
      return dialog.isBusy ? [] : [.forgetPIN]
    }
    guard !dialog.isBusy else { return [] }
    switch dialog.step {
    case .pin: return []
    case .ready: return confirm(keystroke, dialog)
    case .label, .confirmation: type(keystroke, into: &dialog)
    }
    replaceTop(.token(dialog))
    return []
  }

  private mutating func confirm(_ keystroke: Keystroke, _ dialog: TokenDialog) -> [Effect] {
    var dialog = dialog
    guard keystroke == .character("y") else {
      guard [.character("n"), .character("q")].contains(keystroke) else { return [] }
      dialogs.removeLast()
      notice = .plain("nothing was changed")
      return [.forgetPIN]
    }
    guard isArmed else {
      dialogs.removeLast()
      notice = .refused("no longer armed: nothing was changed")
      return [.forgetPIN]
    }
    dialog.isBusy = true
    dialog.message = nil
    replaceTop(.token(dialog))
    return send(.tokenTask(dialog.task))
  }

  private func type(_ keystroke: Keystroke, into dialog: inout TokenDialog) {
    switch keystroke {
    case .enter:
      let isLabel = dialog.step == .label
      if isLabel, !(1...32).contains(dialog.typed.utf8.count) || dialog.typed.hasSuffix(" ") {
        dialog.message = "a label has 1 to 32 bytes and ends in no space"
      } else if !isLabel, dialog.typed != dialog.confirmation {
        dialog.message = "that is not it: type \(ScreenText.safe(dialog.confirmation))"
        dialog.typed = ""
      } else {
        if isLabel { dialog.label = dialog.typed }
        dialog.typed = ""
        dialog.message = nil
        dialog.steps.removeFirst()
      }
    case .backspace: if !dialog.typed.isEmpty { dialog.typed.removeLast() }
    case .character(let character): dialog.typed.append(character)
    case .paste(let text): dialog.typed += text
    default: break
    }
  }

  func draw(_ dialog: TokenDialog, into frame: inout Frame) {
    let token = dialog.slot.token
    let isSetUp = token?.flags.contains(.CKF_TOKEN_INITIALIZED) == true
    let name = isSetUp ? "token \(ScreenText.safe(token?.label ?? ""))" : "a token that is not set up yet"
    var lines: [(String, Role)] = [("driver \(dialog.slot.driver), slot \(dialog.slot.slot), \(name)", .text)]
    if isSetUp, let flags = token?.flags {
      let state = flags.pinState(of: dialog.role)
      lines.append(("PIN of \(dialog.role.words): \(state.words)", state == .fine ? .muted : .bad))
    }
    if let rule = pinRule(of: dialog.role, driver: dialog.slot.driver) { lines.append((rule.words, rule.role)) }
    lines += dialog.question.map { ($0, $0 == dialog.question.last ? .input : .danger) }
    if let message = dialog.message { lines.append((message, .bad)) }
    lines.append((dialog.isBusy ? "working…  Esc waits elsewhere" : dialog.hint, .muted))
    let width = 70
    let wrappedLines = lines.flatMap { line in
      wrapped(line.0, width: min(width, size.width) - 4).map { ($0, line.1) }
    }
    let area = drawBox(dialog.title, width: width, height: wrappedLines.count + 2, into: &frame, role: .danger)
    for (index, line) in wrappedLines.enumerated() {
      let end = frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
      if line.1 == .input, dialog.step != .ready {
        frame.cursor = .init(row: area.row + index, column: min(end, area.column + area.width - 1))
      }
    }
  }

  /// How many tries a role has and what follows them, as the driver's profile tells.
  func pinRule(of role: PINRole, driver: String) -> (words: String, role: Role)? {
    let name = self.driver(named: driver)?.status?.profile
    guard let profile = name.flatMap(DriverProfile.init(named:)),
      let rule = role == .user ? profile.userPIN : profile.soPIN
    else { return nil }
    return (rule.words, rule.destroys ? .danger : .warning)
  }
}

extension TokenDialog {
  fileprivate var title: String {
    switch action {
    case .initToken: "Set the token up"
    case .initPIN: "Set the user's first PIN"
    case .unlock: "Give the user another PIN"
    case .changeSOPIN: "Change the security officer's PIN"
    default: "Change the user's PIN"
    }
  }

  /// What is asked now, after what has to be known first; the last line is the one that is typed into.
  fileprivate var question: [String] {
    let dots = String(repeating: "•", count: min(count, 40))
    switch step {
    case .label: return ["New label: \(typed)"]
    case .confirmation:
      let warning =
        action == .initToken ? "Everything on this token is destroyed." : "One more wrong PIN locks this token."
      return [warning, "Type \(ScreenText.safe(confirmation)) to go on: \(typed)"]
    case .pin(.present):
      let isNew = action == .initToken && !(slot.token?.flags.contains(.CKF_TOKEN_INITIALIZED) ?? false)
      let whose = role == .user ? "present PIN" : isNew ? "SO PIN of the new token" : "SO PIN"
      return ["\(whose): \(dots)"]
    case .pin(.new): return ["new PIN: \(dots)"]
    case .pin(.newAgain): return ["the same again: \(dots)"]
    case .ready:
      return ["\(title)\(label.isEmpty ? "" : ", label \(ScreenText.safe(label))"): y do it · n leave it as it is"]
    }
  }

  fileprivate var hint: String { step == .ready ? "Esc leave" : "Enter go on    Esc leave" }
}
