import Cryptoki
import Curses
import HSM
import Model

/// Asks what key is to be made.
struct KeyFormDialog: Sendable, Hashable {
  /// The form's lines; those of uses depend on the kind of key.
  enum Field: Sendable, Hashable {
    case driver, kind, label, id, use(KeyUse), start, end, extractable
  }

  var driver: String
  var kind = KeyKind.aes(bits: 256)
  var label = TextField()
  var id = TextField()
  var uses = KeyKind.aes(bits: 256).usualUses
  var start = TextField()
  var end = TextField()
  var isExtractable = false
  var line = 0
  var isBusy = false
  var failure: Failure?

  init(driver: String) { self.driver = driver }

  func fields(severalDrivers: Bool) -> [Field] {
    let uses = KeyUse.allCases.filter { kind.possibleUses.contains($0) && !($0 == .encrypt && !kind.isPair) }
    return (severalDrivers ? [.driver] : []) + [.kind, .label, .id] + uses.map(Field.use)
      + [.start, .end, .extractable]
  }

  /// The key as it is asked for; throws what is no id or no day.
  func request() throws(Failure) -> KeyRequest {
    var request = KeyRequest(kind, label: label.text, uses: uses)
    if !id.text.isEmpty {
      guard let bytes = [UInt8](hexadecimal: id.text) else {
        throw Failure(message: "the id is not hexadecimal: \(id.text)")
      }
      request.id = bytes
    }
    request.start = try day(start, "start")
    request.end = try day(end, "end")
    request.isExtractable = isExtractable
    return request
  }

  private func day(_ field: TextField, _ name: String) throws(Failure) -> CKDate? {
    if field.text.isEmpty { return nil }
    guard let day = CKDate(field.text) else {
      throw Failure(message: "the \(name) is no day such as 2026-12-31: \(field.text)")
    }
    return day
  }

  mutating func step(_ field: Field, by step: Int, drivers: [String]) {
    func next<Value: Equatable>(_ value: Value, _ all: [Value]) -> Value {
      guard !all.isEmpty else { return value }
      let index = all.firstIndex(of: value) ?? 0
      return all[(index + step + all.count) % all.count]
    }
    switch field {
    case .driver: driver = next(driver, drivers)
    case .kind:
      kind = next(kind, KeyKind.usual)
      uses = kind.usualUses
    case .use(let use): if uses.remove(use) == nil { uses.insert(use) }
    case .extractable: isExtractable.toggle()
    case .label, .id, .start, .end: break
    }
  }

  /// Takes a keystroke into the text of a line.
  mutating func type(_ keystroke: Keystroke, into field: Field) {
    switch field {
    case .label: _ = label.take(keystroke)
    case .id: _ = id.take(keystroke)
    case .start: _ = start.take(keystroke)
    case .end: _ = end.take(keystroke)
    case .driver, .kind, .use, .extractable: break
    }
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: KeyFormDialog) -> [Effect] {
    var dialog = dialog
    if keystroke == .escape {
      dialogs.removeLast()
      return []
    }
    if dialog.isBusy { return [] }
    let fields = dialog.fields(severalDrivers: drivers.count > 1)
    let field = fields[min(dialog.line, fields.count - 1)]
    let isText: Bool
    switch field {
    case .label, .id, .start, .end: isText = true
    case .driver, .kind, .use, .extractable: isText = false
    }
    switch keystroke {
    case .down, .tab: dialog.line = min(dialog.line + 1, fields.count - 1)
    case .up, .backTab: dialog.line = max(dialog.line - 1, 0)
    case .left where !isText: dialog.step(field, by: -1, drivers: drivers.map(\.name))
    case .right where !isText, .character(" ") where !isText:
      dialog.step(field, by: 1, drivers: drivers.map(\.name))
    case .enter:
      do throws(Failure) {
        let request = try dialog.request()
        dialog.failure = nil
        dialog.isBusy = true
        replaceTop(.keyForm(dialog))
        return send(.key(.review(driver: dialog.driver, request)))
      } catch {
        dialog.failure = error
      }
    default:
      dialog.failure = nil
      dialog.type(keystroke, into: field)
    }
    replaceTop(.keyForm(dialog))
    return []
  }

  func draw(_ dialog: KeyFormDialog, into frame: inout Frame) {
    let fields = dialog.fields(severalDrivers: drivers.count > 1)
    let failure = dialog.failure.map { wrapped($0.message, width: 58) } ?? []
    let area = drawBox(
      "Make a key on \(dialog.driver)", width: 64, height: fields.count + failure.count + 4, into: &frame)
    // Where not all lines fit, those around the cursor are shown.
    let room = max(1, area.height - failure.count - 1)
    let top = max(0, min(dialog.line - room + 2, fields.count - room))
    for (index, field) in fields.enumerated().dropFirst(top).prefix(room) {
      draw(field, of: dialog, isActive: index == dialog.line, row: area.row + index - top, area, into: &frame)
    }
    for (index, line) in failure.enumerated() {
      frame.write(
        line, row: area.row + area.height - 1 - failure.count + index, column: area.column, width: area.width,
        role: .bad)
    }
    frame.write(
      dialog.isBusy ? "asking the token…" : "↑↓ lines   ←→ Space choose   Enter review   Esc leave",
      row: area.row + area.height - 1, column: area.column, width: area.width, role: .muted)
  }

  private func draw(
    _ field: KeyFormDialog.Field, of dialog: KeyFormDialog, isActive: Bool, row: Int, _ area: Area,
    into frame: inout Frame
  ) {
    let column = area.column + 14
    let width = area.width - 14
    frame.write(isActive ? "›" : " ", row: row, column: area.column, width: 1, role: .key)
    frame.write(field.title, row: row, column: area.column + 2, width: 11, role: isActive ? .text : .muted)
    func choice(_ text: String) {
      frame.write(
        isActive ? "‹ \(text) ›" : "  \(text)", row: row, column: column, width: width,
        role: isActive ? .input : .text)
    }
    func text(_ field: TextField, empty: String) {
      if field.text.isEmpty, !isActive {
        frame.write(empty, row: row, column: column + 2, width: width - 2, role: .muted)
      } else {
        field.draw(into: &frame, row: row, column: column + 2, width: width - 2, isActive: isActive)
      }
    }
    switch field {
    case .driver: choice(dialog.driver)
    case .kind: choice(dialog.kind.name)
    case .label: text(dialog.label, empty: "(needed)")
    case .id: text(dialog.id, empty: "(16 random bytes)")
    case .start: text(dialog.start, empty: "(none)")
    case .end: text(dialog.end, empty: "(none)")
    case .use(let use): choice("\(dialog.uses.contains(use) ? "[x]" : "[ ]") \(use.words(isPair: dialog.kind.isPair))")
    case .extractable: choice("\(dialog.isExtractable ? "[x]" : "[ ]") may be wrapped out of the token")
    }
  }
}

extension KeyFormDialog.Field {
  fileprivate var title: String {
    switch self {
    case .driver: "Driver"
    case .kind: "Type"
    case .label: "Label"
    case .id: "Id"
    case .use: "Use"
    case .start: "First day"
    case .end: "Last day"
    case .extractable: "Export"
    }
  }
}

extension KeyUse {
  fileprivate func words(isPair: Bool) -> String {
    switch self {
    case .protect: "protect: encrypt and decrypt"
    case .sign: "sign and verify"
    case .encrypt: isPair ? "encrypt outside, decrypt here" : "encrypt and decrypt"
    case .wrap: "wrap and unwrap other keys"
    case .derive: "derive other keys"
    }
  }
}
