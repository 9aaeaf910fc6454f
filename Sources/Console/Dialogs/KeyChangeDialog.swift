import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// Asks for a key's new label, or for an attribute and its value.
struct KeyChangeDialog: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case rename, attribute
  }
  var key: KeyObject
  var kind: Kind
  var typed: TextField
  var isBusy = false
  var failure: Failure?

  init(key: KeyObject, kind: Kind) {
    self.key = key
    self.kind = kind
    typed = TextField(kind == .rename ? key.labelText : "CKA_")
  }

  /// What is asked of the model; throws what cannot be.
  func task() throws(Failure) -> KeyTask {
    switch kind {
    case .rename:
      if typed.text.isEmpty { throw Failure(message: "a key needs a label") }
      if Array(typed.text.utf8) == key.label { throw Failure(message: "that is its label already") }
      return .rename(key, label: typed.text)
    case .attribute:
      var changes: Template = [:]
      do {
        let (type, value) = try Template.assignment(typed.text)
        changes[type] = value
      } catch {
        throw Failure(message: error.description)
      }
      do {
        try changes.checkCanBeSet()
      } catch {
        throw Failure(message: error.message, remedy: error.remedy)
      }
      return .setAttributes(key, changes)
    }
  }
}

extension State {
  mutating func handle(_ keystroke: Keystroke, in dialog: KeyChangeDialog) -> [Effect] {
    var dialog = dialog
    if keystroke == .escape {
      dialogs.removeLast()
      notice = .plain(dialog.isBusy ? "still at it: what becomes of it will be told here" : "nothing was changed")
      return []
    }
    if dialog.isBusy { return [] }
    if keystroke == .enter {
      guard isArmed else {
        dialogs.removeLast()
        notice = .refused("no longer armed: nothing was changed")
        return []
      }
      do throws(Failure) {
        let task = try dialog.task()
        dialog.isBusy = true
        dialog.failure = nil
        replaceTop(.keyChange(dialog))
        return send(.key(task))
      } catch {
        dialog.failure = error
      }
    } else if dialog.typed.take(keystroke) {
      dialog.failure = nil
    }
    replaceTop(.keyChange(dialog))
    return []
  }

  func draw(_ dialog: KeyChangeDialog, into frame: inout Frame) {
    let isRename = dialog.kind == .rename
    let failure = dialog.failure.map { wrapped($0.message, width: 64) } ?? []
    let title = isRename ? "Another label for \(dialog.key.shownLabel)" : "Change \(dialog.key.shownLabel)"
    let area = drawBox(title, width: 70, height: failure.count + 6, into: &frame, role: .danger)
    frame.write(
      isRename ? "Defaults and secrets go on referring to it." : "An attribute and its value, as CKA_DERIVE=false:",
      row: area.row, column: area.column, width: area.width, role: .text)
    frame.write(">", row: area.row + 1, column: area.column, width: 1, role: .input)
    dialog.typed.draw(
      into: &frame, row: area.row + 1, column: area.column + 2, width: area.width - 2, isActive: !dialog.isBusy)
    for (index, line) in failure.enumerated() {
      frame.write(line, row: area.row + 2 + index, column: area.column, width: area.width, role: .bad)
    }
    frame.write(
      dialog.isBusy ? "changing it on its token…" : "Enter change   Esc leave it", row: area.row + area.height - 1,
      column: area.column, width: area.width, role: .muted)
  }
}
