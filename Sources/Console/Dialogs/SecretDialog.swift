import Curses
import KeyStoreAPI
import Model

/// Asks for what a change of a secret needs: lines that are typed, or `y` after what would be done.
struct SecretDialog: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case put
    case move(Secret)
    case delete(Secret)
    case reveal(Secret)
    case reprotect(Reprotection.Plan?)
  }
  let kind: Kind
  var fields: [TextField]
  var active = 0
  var message: String?
  var isBusy = false

  init(_ kind: Kind) {
    self.kind = kind
    fields =
      switch kind {
      case .put: [TextField(), TextField("generic"), TextField()]
      case .move(let secret): [TextField(secret.path.description)]
      case .delete, .reveal: [TextField()]
      case .reprotect: []
      }
  }

  var names: [String] {
    switch kind {
    case .put: ["File with the secret", "Type", "Name, or Policy/Name"]
    case .move: ["New name, or Policy/Name"]
    case .delete(let secret), .reveal(let secret): ["Type \(secret.path) and press Enter"]
    case .reprotect: []
    }
  }

  var title: String {
    switch kind {
    case .put: "Put a secret"
    case .move: "Move a secret"
    case .delete: "Delete a secret"
    case .reveal: "Show a secret"
    case .reprotect: "Bring secrets to their effective key"
    }
  }

  /// What the lines that were typed ask for.
  ///
  /// - Throws: `KeyStoreError` for a name that is none; the text that says what is missing.
  func task() throws(KeyStoreError) -> SecretTask {
    switch kind {
    case .put:
      guard !fields[0].text.isEmpty else { throw KeyStoreError(.invalidName, "no file was named") }
      return .put(try SecretPath(parsing: fields[2].text), type: fields[1].text, file: fields[0].text)
    case .move(let secret): return .move(secret, to: try SecretPath(parsing: fields[0].text))
    case .delete(let secret):
      try confirm(secret)
      return .delete(secret)
    case .reveal(let secret):
      try confirm(secret)
      return .reveal(secret)
    case .reprotect: return .reprotect
    }
  }

  private func confirm(_ secret: Secret) throws(KeyStoreError) {
    guard fields[0].text == secret.path.description else {
      throw KeyStoreError(.invalidName, "that is not what has to be typed")
    }
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: SecretDialog) -> [Effect] {
    var dialog = dialog
    if keystroke == .escape {
      dialogs.removeLast()
      notice = .plain(dialog.isBusy ? "still at it: what becomes of it will be told here" : "nothing was done")
      return []
    }
    guard !dialog.isBusy else { return [] }
    if case .reprotect(let plan) = dialog.kind {
      guard keystroke == .character("y"), let plan, !plan.moves.isEmpty else {
        if [.character("n"), .character("q")].contains(keystroke) { dialogs.removeLast() }
        return []
      }
      return begin(dialog)
    }
    switch keystroke {
    case .enter where dialog.active == dialog.fields.count - 1: return begin(dialog)
    case .enter, .tab, .down: dialog.active = (dialog.active + 1) % dialog.fields.count
    case .backTab, .up: dialog.active = (dialog.active + dialog.fields.count - 1) % dialog.fields.count
    default: _ = dialog.fields[dialog.active].take(keystroke)
    }
    replaceTop(.secret(dialog))
    return []
  }

  private mutating func begin(_ dialog: SecretDialog) -> [Effect] {
    guard isArmed else {
      dialogs.removeLast()
      notice = .refused("no longer armed: nothing was done")
      return []
    }
    var dialog = dialog
    do {
      let task = try dialog.task()
      dialog.message = nil
      if task == .reprotect {
        dialogs.removeLast()
        return send(.secret(task))
      }
      dialog.isBusy = true
      replaceTop(.secret(dialog))
      return send(.secret(task))
    } catch {
      dialog.message = error.message
      replaceTop(.secret(dialog))
      return []
    }
  }

  func draw(_ dialog: SecretDialog, into frame: inout Frame) {
    let width = min(74, size.width) - 4
    var lines: [(String, Role)] = []
    switch dialog.kind {
    case .put: lines.append(("The file's bytes are protected by the effective key of type and policy.", .muted))
    case .move(let secret): lines.append(("\(secret.path) stays under its key.", .muted))
    case .delete(let secret): lines.append(("\(secret.path), \(secret.size) bytes, will be gone for good.", .text))
    case .reveal(let secret):
      lines.append(
        (
          "\(secret.path), \(secret.size) bytes, will stand on this screen for half a minute; the log keeps who saw it.",
          .text
        ))
    case .reprotect(let plan): lines += Self.lines(plan)
    }
    if let message = dialog.message { lines.append((message, .bad)) }
    let text = lines.flatMap { line in wrapped(ScreenText.safe(line.0), width: width).map { ($0, line.1) } }
    let area = drawBox(
      dialog.title, width: 74, height: text.count + dialog.fields.count * 2 + 3, into: &frame, role: .danger)
    for (index, line) in text.prefix(max(0, area.height - 1)).enumerated() {
      frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
    }
    for (index, name) in dialog.names.enumerated() {
      let row = area.row + text.count + index * 2
      guard row + 1 < area.row + area.height else { break }
      frame.write(ScreenText.safe(name), row: row, column: area.column, width: area.width, role: .heading)
      dialog.fields[index].draw(
        into: &frame, row: row + 1, column: area.column + 1, width: area.width - 1,
        isActive: index == dialog.active && !dialog.isBusy)
    }
    let foot =
      if dialog.isBusy { "working…  Esc waits elsewhere" } else if dialog.fields.isEmpty {
        "y do it · n leave it as it is"
      } else { "Enter go on   Esc leave it" }
    frame.write(foot, row: area.row + area.height - 1, column: area.column, width: area.width, role: .muted)
  }

  private static func lines(_ plan: Reprotection.Plan?) -> [(String, Role)] {
    guard let plan else { return [("looking what would move…", .muted)] }
    var lines: [(String, Role)] = plan.moves.prefix(8).map { move in
      (
        "\(move.secrets) secret\(move.secrets == 1 ? "" : "s") would move from \(ScreenText.safe(move.from.label)) to \(ScreenText.safe(move.to.label))",
        .text
      )
    }
    if plan.moves.isEmpty { lines.append(("Every secret is under its effective key.", .good)) }
    if plan.named > 0 { lines.append(("\(plan.named) stay under a key that was named with them.", .muted)) }
    if plan.withoutKey > 0 { lines.append(("\(plan.withoutKey) have no effective key.", .warning)) }
    return lines
  }
}
