public import Curses

/// Which keystroke does what: the table's, with what the configuration changes.
public struct Keymap: Sendable, Hashable {
  private var actions: [Keystroke: [Action]]
  private var keystrokes: [Action: [Keystroke]]

  /// A setting under `keys:` that cannot be.
  public struct Conflict: Error, Sendable, Hashable {
    /// The setting's name, to find its place in the file.
    public let setting: String
    public let message: String
  }

  public static let standard: Keymap = {
    let keystrokes = Dictionary(uniqueKeysWithValues: Action.allCases.map { ($0, $0.row.keystrokes) })
    return Keymap(keystrokes)
  }()

  private init(_ keystrokes: [Action: [Keystroke]]) {
    self.keystrokes = keystrokes
    actions = [:]
    for action in Action.allCases {
      for keystroke in keystrokes[action] ?? [] { actions[keystroke, default: []].append(action) }
    }
  }

  /// Reads the settings under `keys:`: an action's name and its keys.
  ///
  /// - Throws: `Conflict` for an unknown action or key, and for two actions of one screen on one key.
  public init(changes: [String: [String]]) throws(Conflict) {
    var keystrokes = Keymap.standard.keystrokes
    for (name, keys) in changes.sorted(by: { $0.key < $1.key }) {
      guard let action = Action.allCases.first(where: { $0.row.name == name }) else {
        throw Conflict(setting: name, message: "there is no action “\(name)”; `claviger keys-help` lists them")
      }
      keystrokes[action] = try keys.map { (key) throws(Conflict) in
        guard let keystroke = Keystroke(name: key) else {
          throw Conflict(
            setting: name, message: "“\(key)” is no key: write one character, ctrl-x, alt-x, f5, space, enter")
        }
        return keystroke
      }
    }
    let made = Keymap(keystrokes)
    for name in changes.keys.sorted() {
      guard let action = Action.allCases.first(where: { $0.row.name == name }) else { continue }
      for keystroke in keystrokes[action] ?? [] {
        let rival = made.actions[keystroke, default: []].first { other in
          other != action && ScreenID.allCases.contains { other.belongs(to: $0) && action.belongs(to: $0) }
        }
        if let rival {
          throw Conflict(
            setting: name, message: "key \(keystroke.name) would mean both \(name) and \(rival.row.name)")
        }
      }
    }
    self = made
  }

  /// The action that a keystroke means on a screen.
  public func action(for keystroke: Keystroke, on screen: ScreenID) -> Action? {
    actions[keystroke]?.first { $0.belongs(to: screen) }
  }

  /// The keys of an action, the one that is shown first.
  public func keystrokes(for action: Action) -> [Keystroke] { keystrokes[action] ?? [] }

  /// The key that stands before an action's name in footer and help.
  public func shownKey(for action: Action) -> String { keystrokes(for: action).first?.shown ?? "–" }

  /// All keys of an action as people read them.
  public func shownKeys(for action: Action) -> String {
    keystrokes(for: action).map(\.shown).joined(separator: " ")
  }
}

extension Keystroke {
  /// The key as it is printed on keyboards.
  var shown: String {
    switch self {
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .alt(let character): "Alt-\(character)"
    case .backTab: "Shift-Tab"
    case .character(" "), .enter, .escape, .tab, .backspace, .delete, .home, .end, .function:
      name.prefix(1).uppercased() + name.dropFirst()
    default: name
    }
  }
}
