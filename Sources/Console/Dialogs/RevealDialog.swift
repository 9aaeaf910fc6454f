import Curses
import FoundationEssentials
import KeyStoreAPI

/// The frame around a secret that is shown. What it holds never comes into the state: the main loop writes it into the
/// picture just before it is drawn, and it is gone with the next one.
struct RevealDialog: Sendable, Hashable {
  let secret: Secret
  let until: Date
  static let time: TimeInterval = 30
}

/// Where the plain text of a secret may stand on the screen.
public struct RevealPlace: Sendable, Hashable {
  public let row, column, width, height: Int
}

extension State {
  /// Where the main loop writes the secret that lies in the model's box; nil where none is shown.
  public var revealPlace: RevealPlace? {
    guard case .reveal = dialogs.last else { return nil }
    let (width, height) = (max(20, size.width - 4), max(5, size.height - 2))
    return RevealPlace(
      row: (size.height - height) / 2 + 1, column: (size.width - width) / 2 + 2, width: max(0, width - 4),
      height: max(0, height - 3))
  }

  /// Any key puts it away.
  mutating func closeReveal() -> [Effect] {
    dialogs.removeLast()
    return [.forgetRevealed]
  }

  /// Puts a secret away that has stood there long enough.
  mutating func expireReveal() -> [Effect] {
    guard case .reveal(let reveal) = dialogs.last, reveal.until <= now else { return [] }
    notice = .plain("the secret was put away")
    return closeReveal()
  }

  func draw(_ reveal: RevealDialog, into frame: inout Frame) {
    let area = drawLargeBox(ScreenText.safe(reveal.secret.path.description), into: &frame)
    frame.write(
      "any key puts it away; by itself in \(max(0, Int(reveal.until.timeIntervalSince(now).rounded(.up)))) s",
      row: area.row + area.height - 1, column: area.column, width: area.width, role: .muted)
  }
}
