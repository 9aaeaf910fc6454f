import Curses
import FoundationEssentials
import HSM
import Model

/// Makes a pair for use outside its token: asks what and whereto, then for the passphrase, waits, and tells how it left.
/// It knows how many bytes of the passphrase were typed, never which.
struct ExportDialog: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    case form
    /// The passphrase, and the same again.
    case passphrase(TokenPINField)
    /// `unencrypted`, typed out.
    case confirmation
    case working(since: Date)
    case done(ExportTask, ExportRoute)
  }
  /// The form's lines.
  enum Field: Sendable, Hashable {
    case driver, kind, transport, file, encryption
  }

  var driver: String
  var kind = KeyKind.curve(.p256)
  /// Nil takes what the pair's strength asks for.
  var transportBits: Int?
  var file = TextField()
  var isEncrypted = true
  var line = 0
  var step = Step.form
  var typed = TextField()
  var count = 0
  var message: String?

  static let kinds: [KeyKind] =
    [.p256, .p384, .p521].map { .curve($0) } + [2048, 3072, 4096].map { .rsa(bits: $0) }
  static let transports: [Int?] = [nil, 3072, 4096, 7680, 15360]
  static let confirmation = "unencrypted"

  init(driver: String) { self.driver = driver }

  func fields(severalDrivers: Bool) -> [Field] {
    (severalDrivers ? [.driver] : []) + [.kind, .transport, .file, .encryption]
  }

  var task: ExportTask {
    ExportTask(
      driver: driver, kind: kind, transportBits: transportBits, file: file.text, isEncrypted: isEncrypted)
  }

  /// The passphrase's field that is being typed.
  var field: TokenPINField? {
    if case .passphrase(let field) = step { field } else { nil }
  }

  mutating func step(_ field: Field, by step: Int, drivers: [String]) {
    func next<Value: Equatable>(_ value: Value, _ all: [Value]) -> Value {
      let index = all.firstIndex(of: value) ?? 0
      return all[(index + step + all.count) % all.count]
    }
    switch field {
    case .driver: driver = next(driver, drivers)
    case .kind: kind = next(kind, Self.kinds)
    case .transport: transportBits = next(transportBits, Self.transports)
    case .encryption: isEncrypted.toggle()
    case .file: break
    }
  }

  /// Goes back to the form, with what was typed there.
  mutating func fail(_ message: String) {
    step = .form
    count = 0
    typed = TextField()
    self.message = message
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: ExportDialog) -> [Effect] {
    var dialog = dialog
    switch dialog.step {
    case .form: return fill(keystroke, dialog)
    case .passphrase: return []
    case .working:
      guard keystroke == .escape else { return [] }
      dialogs.removeLast()
      notice = .plain("still at it: what becomes of it will be told here")
    case .done: if [.escape, .enter, .character("q")].contains(keystroke) { dialogs.removeLast() }
    case .confirmation:
      switch keystroke {
      case .escape:
        dialogs.removeLast()
        notice = .plain("nothing was made")
      case .enter where dialog.typed.text == ExportDialog.confirmation: return begin(dialog)
      case .enter:
        dialog.message = "that is not it: type \(ExportDialog.confirmation)"
        dialog.typed = TextField()
        replaceTop(.export(dialog))
      default:
        _ = dialog.typed.take(keystroke)
        replaceTop(.export(dialog))
      }
    }
    return []
  }

  private mutating func fill(_ keystroke: Keystroke, _ dialog: ExportDialog) -> [Effect] {
    var dialog = dialog
    let fields = dialog.fields(severalDrivers: drivers.count > 1)
    let field = fields[min(dialog.line, fields.count - 1)]
    switch keystroke {
    case .escape:
      dialogs.removeLast()
      return []
    case .down, .tab: dialog.line = min(dialog.line + 1, fields.count - 1)
    case .up, .backTab: dialog.line = max(dialog.line - 1, 0)
    case .left where field != .file: dialog.step(field, by: -1, drivers: drivers.map(\.name))
    case .right where field != .file, .character(" ") where field != .file:
      dialog.step(field, by: 1, drivers: drivers.map(\.name))
    case .enter:
      dialog.message = refusalOfExport(on: dialog.driver)
      if dialog.message == nil, dialog.file.text.isEmpty {
        dialog.message = "name the file that the private key goes to"
        dialog.line = fields.firstIndex(of: .file) ?? 0
      }
      if dialog.message == nil { dialog.step = dialog.isEncrypted ? .passphrase(.new) : .confirmation }
      replaceTop(.export(dialog))
      return [.forgetPIN]
    default:
      dialog.message = nil
      if field == .file { _ = dialog.file.take(keystroke) }
    }
    replaceTop(.export(dialog))
    return []
  }

  /// Why a driver brings no pair out now; nil where it may.
  func refusalOfExport(on name: String?) -> String? {
    guard let name, let status = driver(named: name)?.status else { return "no driver here" }
    guard status.useCases.contains(.generate) else { return "driver \(name) is not configured for generate" }
    return status.isLoggedIn ? nil : "driver \(name) is not logged in"
  }

  /// The passphrase was typed once, or again.
  mutating func passphraseEntered(in dialog: ExportDialog) -> [Effect] {
    guard let field = dialog.field else { return [] }
    var dialog = dialog
    guard dialog.count > 0 else {
      dialog.message = "type the passphrase, or press Esc"
      replaceTop(.export(dialog))
      return []
    }
    dialog.count = 0
    guard field == .newAgain else {
      dialog.step = .passphrase(.newAgain)
      replaceTop(.export(dialog))
      return [.keepPIN(field)]
    }
    return [.keepPIN(field)] + begin(dialog)
  }

  private mutating func begin(_ dialog: ExportDialog) -> [Effect] {
    guard isArmed else {
      dialogs.removeLast()
      notice = .refused("no longer armed: nothing was made")
      return [.forgetPIN]
    }
    var dialog = dialog
    dialog.message = nil
    dialog.step = .working(since: now)
    replaceTop(.export(dialog))
    return send(.exportPair(dialog.task))
  }

  /// Tells how a pair left; whoever went elsewhere meanwhile reads it in one line.
  mutating func take(_ task: ExportTask, _ route: ExportRoute) {
    if case .export(var dialog) = dialogs.last, case .working = dialog.step, dialog.task == task {
      dialog.step = .done(task, route)
      replaceTop(.export(dialog))
    } else {
      let file = ScreenText.safe(task.file)
      notice = .good("the \(task.kind.name) pair is in \(file) and \(file).pub")
    }
  }

  /// The form stays open, with the reason in it.
  mutating func failed(_ task: ExportTask, _ failure: Failure) {
    guard case .export(var dialog) = dialogs.last, case .working = dialog.step, dialog.task == task else {
      notice = .failed(failure)
      return
    }
    dialog.fail(failure.message)
    replaceTop(.export(dialog))
  }
}
