internal import SecretMemory

/// Where the PINs of a task on a token lie while it is being asked for; for an exported pair, its passphrase.
final class TokenPINs: Sendable {
  private let present = SecretBox()
  private let new = SecretBox()
  private let newAgain = SecretBox()

  func keep(_ pin: consuming sending SecretBytes, as field: TokenPINField) {
    switch field {
    case .present: present.put(pin)
    case .new: new.put(pin)
    case .newAgain: newAgain.put(pin)
    }
  }

  /// Takes all of them out at once, so that others can be typed while a task goes on.
  func takeAll() -> TokenPINs {
    let taken = TokenPINs()
    if let pin = present.take() { taken.present.put(pin) }
    if let pin = new.take() { taken.new.put(pin) }
    if let pin = newAgain.take() { taken.newAgain.put(pin) }
    return taken
  }

  func wipe() { for box in [present, new, newAgain] { box.wipe() } }

  func takePresent() -> SecretBytes? { present.take() }

  /// The new PIN, where it was typed the same twice.
  func takeNew() -> SecretBytes? {
    guard let first = new.take(), let second = newAgain.take() else { return nil }
    let agree = first.withUnsafeBytes { one in
      second.withUnsafeBytes { other in one.count == other.count && zip(one, other).allSatisfy { $0 == $1 } }
    }
    if agree { return first }
    return nil
  }
}
