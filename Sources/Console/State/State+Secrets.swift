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
    guard case .pin(var dialog) = dialogs.last, !dialog.isBusy else { return }
    dialog.count = count
    dialog.message = nil
    dialogs[dialogs.count - 1] = .pin(dialog)
  }

  /// The PIN is whole and lies in the model's box.
  public mutating func secretEntered(at time: Date) -> [Effect] {
    now = time
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
    guard case .pin = dialogs.last else { return [] }
    dialogs.removeLast()
    return [.forgetPIN]
  }
}
