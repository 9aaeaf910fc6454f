public import FoundationEssentials
import Model

extension State {
  /// Whether the PIN is on its way: what is typed now belongs to no PIN, and must not change the one in the box.
  public var isLoggingIn: Bool {
    if case .pin(let dialog) = dialogs.last { return dialog.isBusy }
    return false
  }

  /// Says how many bytes of the PIN were typed so far.
  public mutating func secretTyped(count: Int, at time: Date) {
    now = time
    lastKeystroke = time
    switch dialogs.last {
    case .pin(var dialog) where !dialog.isBusy:
      dialog.count = count
      dialog.message = nil
      replaceTop(.pin(dialog))
    case .token(var dialog) where dialog.field != nil:
      dialog.count = count
      dialog.message = nil
      replaceTop(.token(dialog))
    case .export(var dialog) where dialog.field != nil:
      dialog.count = count
      dialog.message = nil
      replaceTop(.export(dialog))
    default: break
    }
  }

  /// The PIN is whole and lies in the model's box.
  public mutating func secretEntered(at time: Date) -> [Effect] {
    now = time
    if case .token(let dialog) = dialogs.last { return pinEntered(in: dialog) }
    if case .export(let dialog) = dialogs.last { return passphraseEntered(in: dialog) }
    guard case .pin(var dialog) = dialogs.last, !dialog.isBusy else { return [] }
    guard dialog.count > 0 else {
      dialog.message = "type the PIN, or press Esc"
      dialogs[dialogs.count - 1] = .pin(dialog)
      return []
    }
    if dialog.needsFinalTry {
      dialog.isConfirmingFinalTry = true
      dialogs[dialogs.count - 1] = .pin(dialog)
      return []
    }
    dialog.isBusy = true
    dialogs[dialogs.count - 1] = .pin(dialog)
    return send(.login(driver: dialog.driver, finalTry: false))
  }

  /// The person left the dialog.
  public mutating func secretCancelled(at time: Date) -> [Effect] {
    now = time
    switch dialogs.last {
    case .pin, .token, .export: dialogs.removeLast()
    default: return []
    }
    return [.forgetPIN]
  }

  /// One of the PINs of a task on a token is whole.
  private mutating func pinEntered(in dialog: TokenDialog) -> [Effect] {
    guard let field = dialog.field else { return [] }
    var dialog = dialog
    if dialog.count == 0 {
      dialog.message = "type the PIN, or press Esc"
      replaceTop(.token(dialog))
      return []
    }
    dialog.count = 0
    dialog.steps.removeFirst()
    replaceTop(.token(dialog))
    return [.keepPIN(field)]
  }
}
