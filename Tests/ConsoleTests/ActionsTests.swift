import Curses
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

/// Help, footer, palette and key configuration come from one table.
struct ActionsTests {
  @Test(arguments: ScreenID.allCases)
  func `the help lists every action of the screen, with its live key`(screen: ScreenID) throws {
    var desk = Desk(keymap: try Keymap(changes: ["refresh": ["f5"]]), width: 120, height: 80)
    _ = desk.state.show(screen)
    desk.press(.character("?"))
    for action in Action.allCases {
      let line = desk.line(with: action.row.help)
      #expect((line != nil) == action.belongs(to: screen), "\(action)")
      if let line { #expect(line.contains(desk.state.keymap.shownKey(for: action)), "\(action)") }
    }
    #expect(desk.shows("F5"))
    for mark in ["PUBLIC VIEW", "READ ONLY", "ARMED", "★"] { #expect(desk.shows(mark)) }
  }

  @Test func `the palette finds every action, and does it`() {
    var desk = Desk.ready()
    for action in Action.allCases where action.belongs(to: .status) && ![.palette, .back].contains(action) {
      desk.press(.character(":"))
      desk.type(action.row.name)
      #expect(desk.selectedLines.contains { $0.contains(action.row.name) }, "\(action)")
      desk.press(.escape)
    }
    desk.press(.character(":"))
    desk.type("defaults")
    desk.press(.enter)
    #expect(desk.state.screen == .defaults)
    desk.press(.character(":"))
    desk.type("no such thing")
    desk.press(.enter)
    #expect(desk.state.dialogs.isEmpty)
  }

  @Test func `the footer dims what is not possible, and pressing it says why`() {
    var desk = Desk.ready()
    #expect(desk.footer.contains("log in"))
    #expect(desk.role(of: "l log in") == .muted)
    desk.press(.character("l"))
    #expect(desk.noticeLine.contains("log-in: driver demo is logged in"))
    desk.report(.status(Sample.status("demo", .connected, isLoggedIn: false)))
    #expect(desk.role(of: "l log in") == .key)
  }

  @Test func `the footer shows the keys that do something now, and no others`() {
    var desk = Desk.ready()
    desk.press(.character("3"), .enter)
    #expect(desk.footer == " ↑↓ read   y copy its URI   Esc leave")
    desk.press(.escape, .character("/"))
    #expect(desk.footer == " Enter keep   Esc clear")
    desk.press(.enter, .character("a"))
    #expect(desk.footer == "")
    desk.press(.escape)
    #expect(desk.footer.contains("? help"))
  }

  @Test func `a key can be another one`() throws {
    var desk = Desk(keymap: try Keymap(changes: ["quit": ["ctrl-q", "Q"]]))
    desk.press(.character("q"))
    #expect(desk.takeOthers() == [])
    desk.press(.control("q"), .character("Q"))
    #expect(desk.takeOthers() == [.quit, .quit])
  }

  @Test(arguments: [
    (["qiut": ["q"]], "qiut", "there is no action “qiut”"), (["quit": ["hyper-q"]], "quit", "“hyper-q” is no key"),
    (["quit": ["r"]], "quit", "key r would mean both quit and refresh"),
    (["explain": ["j"]], "explain", "key j would mean both explain and down"),
  ])
  func `a configuration of keys that cannot be is refused at its setting`(
    changes: [String: [String]], setting: String, message: String
  ) {
    let error = #expect(throws: Keymap.Conflict.self) { try Keymap(changes: changes) }
    #expect(error?.setting == setting)
    #expect(error?.message.contains(message) == true)
  }

  @Test func `one key may mean two things on two screens`() throws {
    let keymap = try Keymap(changes: ["explain": ["s"]])
    #expect(keymap.action(for: .character("s"), on: .defaults) == .explain)
    #expect(keymap.action(for: .character("s"), on: .keys) == .sort)
  }

  @Test func `the standard keys have no conflict`() throws {
    for screen in ScreenID.allCases {
      var taken: [Keystroke: Action] = [:]
      for action in Action.allCases where action.belongs(to: screen) {
        for keystroke in action.row.keystrokes {
          #expect(taken[keystroke] == nil, "\(keystroke.name): \(action) and \(String(describing: taken[keystroke]))")
          taken[keystroke] = action
        }
      }
    }
    #expect(Set(Action.allCases.map(\.row.name)).count == Action.allCases.count)
  }

  @Test func `digits and Tab lead to the screens, and a digit without one says nothing`() {
    var desk = Desk.ready()
    for (digit, screen) in zip("12345678", ScreenID.allCases) {
      desk.type(String(digit))
      #expect(desk.state.screen == screen)
      #expect(desk.header.contains("Claviger › \(screen.title)"))
    }
    desk.press(.tab)
    #expect(desk.state.screen == .status)
    desk.press(.backTab)
    #expect(desk.state.screen == ScreenID.allCases.last)
    desk.type("4")
    desk.type("90")
    #expect(desk.state.screen == .defaults)
    #expect(desk.noticeLine == "")
  }

  @Test func `Ctrl-L draws anew, q leaves`() {
    var desk = Desk.ready()
    desk.press(.control("l"), .character("q"))
    #expect(desk.takeOthers() == [.redraw, .quit])
  }
}
