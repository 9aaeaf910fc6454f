import Curses
import Foundation
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

/// A person at the console: presses keys, looks at the screen, and stands in for the model behind it.
struct Desk {
  var state: State
  /// What the console asked of the model, and was not looked at yet.
  private var requests: [Request] = []
  /// All else that it wanted of the main loop.
  private var others: [Effect] = []
  private(set) var now = Date(timeIntervalSince1970: 1_780_000_000)

  init(
    drivers: [String] = ["demo"], keymap: Keymap = .standard, isReadOnly: Bool = false,
    idleLogout: Duration = .seconds(900), width: Int = 100, height: Int = 30
  ) {
    state = State(drivers: drivers, keymap: keymap, isReadOnly: isReadOnly, idleLogout: idleLogout, now: now)
    state.size = ScreenSize(width: width, height: height)
  }

  /// A console whose one driver is logged in, with keys and policies as a real installation has them.
  static func ready(
    keys: [KeyObject] = Sample.keys, defaults: [DefaultKey] = [], isReadOnly: Bool = false,
    idleLogout: Duration = .seconds(900), width: Int = 100, height: Int = 30
  ) -> Desk {
    var desk = Desk(isReadOnly: isReadOnly, idleLogout: idleLogout, width: width, height: height)
    desk.report(.status(Sample.status()))
    desk.report(.slots(driver: "demo", [Sample.slot()]))
    desk.report(.keys(driver: "demo", Sample.page(keys)))
    desk.report(.defaults(Sample.overview(defaults)))
    for request in desk.takeRequests() { desk.succeed(request) }
    desk.state.notice = nil
    return desk
  }

  mutating func press(_ keystrokes: Keystroke...) {
    for keystroke in keystrokes { take(state.handle(keystroke, at: now)) }
  }

  /// Presses the keys of a text, one after the other.
  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  /// Types so many bytes of a PIN, which pass the state by, as the main loop has it.
  mutating func typePIN(bytes: Int) {
    for count in 1...bytes { state.secretTyped(count: count, at: now) }
  }

  mutating func enterPIN() { take(state.secretEntered(at: now)) }
  mutating func leavePIN() { take(state.secretCancelled(at: now)) }

  mutating func report(_ event: Event) { take(state.handle(event, at: now)) }

  mutating func succeed(_ request: Request) { report(.outcome(request, .done)) }

  mutating func fail(_ request: Request, _ message: String, remedy: String? = nil, cause: String? = nil) {
    report(.outcome(request, .failed(Failure(message: message, remedy: remedy, cause: cause))))
  }

  mutating func wait(seconds: Double, _ statuses: [ConnectionStatus] = []) {
    now += seconds
    take(state.tick(at: now, statuses: statuses))
  }

  mutating func takeRequests() -> [Request] {
    defer { requests = [] }
    return requests
  }

  mutating func takeOthers() -> [Effect] {
    defer { others = [] }
    return others
  }

  private mutating func take(_ effects: [Effect]) {
    for effect in effects {
      if case .request(let request) = effect { requests.append(request) } else { others.append(effect) }
    }
  }

  /// Arms the console as a person does.
  mutating func arm(_ driver: String = "demo") {
    type("a\(driver)")
    press(.enter)
    others.removeAll { $0 == .noteArming(driver: driver) }
  }

  var frame: Frame { state.frame() }
  var lines: [String] { frame.lines }
  var header: String { lines[0] }
  /// The line above the footer.
  var noticeLine: String { lines[lines.count - 2] }
  var footer: String { lines[lines.count - 1] }

  func shows(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// The first line that has a text.
  func line(with text: String) -> String? { lines.first { $0.contains(text) } }

  /// How the cells of a text look, where it stands first.
  func role(of text: String) -> Role? {
    let frame = frame
    let wanted = Array(text)
    for row in 0..<frame.height where frame.width >= wanted.count {
      let cells = (0..<frame.width).map { frame[row, $0] }
      for start in 0...cells.count - wanted.count
      where zip(cells[start...], wanted).allSatisfy({ $0.character == $1 }) {
        return cells[start].role
      }
    }
    return nil
  }

  /// The rows under a cursor: those with cells in the selection's look.
  var selectedLines: [String] {
    let frame = frame
    return (0..<frame.height).filter { row in
      (0..<frame.width).contains { frame[row, $0].role == .selection }
    }.map { frame.text(row: $0) }
  }
}

/// A test that fails shows the screen.
extension Desk: CustomTestStringConvertible {
  var testDescription: String { "\n" + lines.joined(separator: "\n") + "\n" }
}
