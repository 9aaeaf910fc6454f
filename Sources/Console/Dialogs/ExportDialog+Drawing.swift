import Curses
import FoundationEssentials
import HSM
import Model

extension State {
  func draw(_ dialog: ExportDialog, into frame: inout Frame) {
    if case .form = dialog.step { return drawForm(dialog, into: &frame) }
    let lines = lines(of: dialog).flatMap { line in
      wrapped(ScreenText.safe(line.0), width: min(74, size.width) - 4).map { ($0, line.1) }
    }
    let area = drawBox(dialog.title, width: 74, height: lines.count + 2, into: &frame, role: dialog.boxRole)
    for (index, line) in lines.enumerated() {
      let end = frame.write(line.0, row: area.row + index, column: area.column, width: area.width, role: line.1)
      if line.1 == .input {
        frame.cursor = .init(row: area.row + index, column: min(end, area.column + area.width - 1))
      }
    }
  }

  private func drawForm(_ dialog: ExportDialog, into frame: inout Frame) {
    let fields = dialog.fields(severalDrivers: drivers.count > 1)
    let message = dialog.message.map { wrapped(ScreenText.safe($0), width: min(74, size.width) - 4) } ?? []
    let area = drawBox(dialog.title, width: 74, height: fields.count + message.count + 4, into: &frame)
    for (index, field) in fields.enumerated() {
      draw(field, of: dialog, isActive: index == dialog.line, area.row + index, area, into: &frame)
    }
    for (index, line) in message.enumerated() {
      frame.write(
        line, row: area.row + fields.count + 1 + index, column: area.column, width: area.width, role: .bad)
    }
    frame.write(
      "↑↓ lines   ←→ Space choose   Enter go on   Esc leave", row: area.row + area.height - 1, column: area.column,
      width: area.width, role: .muted)
  }

  private func draw(
    _ field: ExportDialog.Field, of dialog: ExportDialog, isActive: Bool, _ row: Int, _ area: Area,
    into frame: inout Frame
  ) {
    let (column, width) = (area.column + 14, area.width - 14)
    frame.write(isActive ? "›" : " ", row: row, column: area.column, width: 1, role: .key)
    frame.write(field.title, row: row, column: area.column + 2, width: 11, role: isActive ? .text : .muted)
    guard let choice = dialog.choice(field) else {
      if dialog.file.text.isEmpty, !isActive {
        frame.write("(needed)", row: row, column: column + 2, width: width - 2, role: .muted)
      } else {
        dialog.file.draw(into: &frame, row: row, column: column + 2, width: width - 2, isActive: isActive)
      }
      return
    }
    let role: Role = isActive ? .input : field == .encryption && !dialog.isEncrypted ? .danger : .text
    frame.write(isActive ? "‹ \(choice) ›" : "  \(choice)", row: row, column: column, width: width, role: role)
  }

  private func lines(of dialog: ExportDialog) -> [(String, Role)] {
    let message = dialog.message.map { [($0, Role.bad)] } ?? []
    let dots = String(repeating: "•", count: min(dialog.count, 40))
    switch dialog.step {
    case .form: return []
    case .passphrase(let field):
      return [
        ("\(dialog.kind.name) to \(dialog.file.text), encrypted.", .text),
        ((field == .new ? "Passphrase: " : "The same again: ") + dots, .input),
      ] + message + [("Enter go on   Esc leave", .muted)]
    case .confirmation:
      return [
        ("\(dialog.kind.name) to \(dialog.file.text).", .text),
        ("Whoever reads this file has the private key.", .danger),
        ("Type \(ExportDialog.confirmation) to go on: \(dialog.typed.text)", .input),
      ] + message + [("Enter go on   Esc leave", .muted)]
    case .working(let since):
      return [
        ("The token makes the \(dialog.kind.name) pair; its transport key is made beside it.", .text),
        ("A transport key of 7,680 bits takes about ten seconds, one of 15,360 more than a minute.", .muted),
        ("working for \(max(0, Int(now.timeIntervalSince(since)))) s…  Esc waits elsewhere", .muted),
      ]
    case .done(let task, let route): return lines(of: task, route)
    }
  }

  private func lines(of task: ExportTask, _ route: ExportRoute) -> [(String, Role)] {
    var lines: [(String, Role)] = [
      ("private key: \(task.file)" + (task.isEncrypted ? ", encrypted" : ", NOT ENCRYPTED"), .good),
      ("public key: \(task.file).pub", .good),
    ]
    for (title, text) in route.lines {
      lines.append(("\(title): \(text)", title == "note" ? .warning : .text))
    }
    return lines + [("Enter leave", .muted)]
  }
}

extension ExportDialog {
  fileprivate var title: String {
    switch step {
    case .done: "The pair is outside"
    default: "Make a pair on \(driver), for use outside it"
    }
  }

  fileprivate var boxRole: Role { step == .confirmation ? .danger : .border }

  /// What a line of the form has chosen; nil for the one that is typed.
  fileprivate func choice(_ field: Field) -> String? {
    switch field {
    case .driver: driver
    case .kind: kind.name
    case .transport: transportBits.map { "RSA of \($0) bits" } ?? "RSA, by the pair's strength"
    case .encryption: isEncrypted ? "encrypted with a passphrase" : "NOT ENCRYPTED"
    case .file: nil
    }
  }
}

extension ExportDialog.Field {
  fileprivate var title: String {
    switch self {
    case .driver: "Driver"
    case .kind: "Type"
    case .transport: "Transport"
    case .file: "File"
    case .encryption: "Private key"
    }
  }
}
