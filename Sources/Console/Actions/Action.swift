public import Curses

/// Something a person can do in the console. One row each: help, footer, palette, key configuration and docs/keys.md are
/// made from here.
public enum Action: String, CaseIterable, Sendable, Hashable {
  case showStatus, showTokens, showKeys, showDefaults, showSecrets, showTrials, showCalls, showAudit, nextScreen,
    previousScreen
  case up, down, pageUp, pageDown, first, last, open, back
  case filter, sort, refresh, palette, help, errorDetails, copy, redraw, quit
  case arm, logIn, logOut, connect, disconnect
  case setDefault, clearDefault, confirmDefault, overrideType, explain, verify, hold, tryDriver, tryEverything,
    cancelTrial
  case generateKey, exportPair, deleteKey, testKey, renameKey, setAttribute, mark
  case putSecret, moveSecret, deleteSecret, revealSecret, reprotect
  case initToken, initPIN, changePIN, changeSOPIN, unlock

  /// What an action needs before it can be done.
  public struct Row: Sendable {
    /// As the key configuration, the palette and documents write it.
    public let name: String
    public let keystrokes: [Keystroke]
    public let help: String
    /// Nil: everywhere.
    public let screens: [ScreenID]?
    /// Whether it makes, changes or destroys something, so that the console must be armed.
    public let changes: Bool
    /// A word for the footer; nil leaves it out there.
    public let label: String?
  }

  public var row: Row {
    switch self {
    case .showStatus: Self.row("status", [.character("1")], "connections, live")
    case .showTokens: Self.row("tokens", [.character("2")], "slots, tokens and their mechanisms")
    case .showKeys: Self.row("keys", [.character("3")], "the objects on the tokens")
    case .showDefaults: Self.row("defaults", [.character("4")], "which key protects what")
    case .showSecrets: Self.row("secrets", [.character("5")], "the secrets at rest")
    case .showTrials: Self.row("trials", [.character("6")], "what drivers were shown to be able to do")
    case .showCalls: Self.row("calls", [.character("7")], "the calls that the modules get, live")
    case .showAudit: Self.row("audit", [.character("8")], "what was done, by whom")
    case .nextScreen: Self.row("next-screen", [.tab], "next screen")
    case .previousScreen: Self.row("previous-screen", [.backTab], "previous screen")
    case .up: Self.row("up", [.up, .character("k")], "one row up")
    case .down: Self.row("down", [.down, .character("j")], "one row down")
    case .pageUp: Self.row("page-up", [.pageUp], "one page up")
    case .pageDown: Self.row("page-down", [.pageDown], "one page down")
    case .first: Self.row("first", [.home, .character("g")], "first row")
    case .last: Self.row("last", [.end, .character("G")], "last row")
    case .open: Self.row("open", [.enter], "open, or choose a key for the scope under the cursor", label: "open")
    case .back: Self.row("back", [.escape], "leave a dialog, a filter, an opened row")
    case .filter: Self.row("filter", [.character("/")], "show only rows that have a text", label: "filter")
    case .sort: Self.row("sort", [.character("s")], "sort by the next column", screens: [.keys], label: "sort")
    case .refresh: Self.row("refresh", [.character("r")], "read anew; on Status, reconnect now", label: "refresh")
    case .palette: Self.row("palette", [.character(":")], "find an action by its name", label: "actions")
    case .help: Self.row("help", [.character("?")], "this help", label: "help")
    case .errorDetails: Self.row("error-details", [.character("!")], "details of the last error")
    case .copy: Self.row("copy", [.character("y")], "copy the key's URI to the terminal's clipboard", screens: [.keys])
    case .redraw: Self.row("redraw", [.control("l")], "draw the screen anew")
    case .quit: Self.row("quit", [.character("q"), .control("c")], "leave Claviger", label: "quit")
    case .arm: Self.row("arm", [.character("a")], "allow changes for ten minutes; again: end it", label: "arm")
    case .logIn: Self.row("log-in", [.character("l")], "log in to the driver's token", label: "log in")
    case .logOut: Self.row("log-out", [.character("L")], "log out of the driver's token")
    case .connect: Self.row("connect", [.character("+")], "connect the driver", screens: [.status])
    case .disconnect: Self.row("disconnect", [.character("-")], "disconnect the driver", screens: [.status])
    case .setDefault:
      Self.row(
        "set-default", [.character("d")], "make the key a default", screens: [.keys], changes: true, label: "default")
    case .clearDefault:
      Self.row(
        "clear-default", [.character("c")], "clear the scope's default", screens: [.defaults], changes: true,
        label: "clear")
    case .confirmDefault:
      Self.row(
        "confirm-default", [.character("C")], "confirm a default that lacks the store's seal", screens: [.defaults],
        changes: true)
    case .overrideType:
      Self.row(
        "override-type", [.character("t")], "choose a key for one type in this policy", screens: [.defaults],
        changes: true,
        label: "type")
    case .explain:
      Self.row(
        "explain", [.character("e")], "where the effective key comes from", screens: [.defaults], label: "explain")
    case .initToken:
      Self.row(
        "init-token", [.character("i")], "set the token in the slot up, or wipe it and set it up anew",
        screens: [.tokens], changes: true, label: "init")
    case .initPIN:
      Self.row(
        "init-pin", [.character("p")], "set the user's first PIN, as security officer", screens: [.tokens],
        changes: true, label: "init PIN")
    case .changePIN:
      Self.row(
        "change-pin", [.character("c")], "change the user's PIN", screens: [.tokens], changes: true,
        label: "change PIN")
    case .changeSOPIN:
      Self.row(
        "change-so-pin", [.character("C")], "change the security officer's PIN", screens: [.tokens], changes: true)
    case .unlock:
      Self.row(
        "unlock", [.character("u")], "give the user another PIN, as security officer", screens: [.tokens],
        changes: true, label: "unlock")
    case .putSecret:
      Self.row(
        "put-secret", [.character("n")], "protect a file's content", screens: [.secrets], changes: true, label: "put")
    case .moveSecret:
      Self.row(
        "move-secret", [.character("m")], "give the secret another name or policy", screens: [.secrets], changes: true,
        label: "move")
    case .deleteSecret:
      Self.row(
        "delete-secret", [.character("x")], "remove the secret for good", screens: [.secrets], changes: true,
        label: "delete")
    case .revealSecret:
      Self.row(
        "reveal-secret", [.character("v")], "show what the secret holds; audited", screens: [.secrets], changes: true,
        label: "reveal")
    case .reprotect:
      Self.row(
        "reprotect", [.character("p")], "bring secrets to their effective key; again: stop", screens: [.secrets],
        changes: true, label: "re-protect")
    case .verify:
      Self.row(
        "verify", [.character("v")], "try every default against its cryptogram", screens: [.defaults], label: "verify")
    case .generateKey:
      Self.row(
        "generate-key", [.character("n")], "make a key or a pair", screens: [.keys], changes: true, label: "new")
    case .exportPair:
      Self.row(
        "export-pair", [.character("E")], "make a pair for use outside the token, and write it to files",
        screens: [.keys], changes: true, label: "export")
    case .deleteKey:
      Self.row(
        "delete-key", [.character("x")], "destroy the key, both halves of a pair", screens: [.keys], changes: true,
        label: "delete")
    case .testKey:
      Self.row(
        "test-key", [.character("t")], "try the key, or those that are marked", screens: [.keys], label: "test")
    case .renameKey:
      Self.row(
        "rename-key", [.character("R")], "give the key another label; references follow", screens: [.keys],
        changes: true)
    case .setAttribute:
      Self.row("set-attribute", [.character("e")], "change an attribute of the key", screens: [.keys], changes: true)
    case .mark:
      Self.row("mark", [.character(" ")], "mark the key for test and copy", screens: [.keys], label: "mark")
    case .tryDriver:
      Self.row(
        "try-driver", [.character("t")], "try what the driver is configured for", screens: [.trials], label: "try")
    case .tryEverything:
      Self.row(
        "try-everything", [.character("T")], "try every type, size and mechanism", screens: [.trials],
        label: "try everything")
    case .cancelTrial:
      Self.row(
        "cancel-trial", [.character("x")], "end the trial behind the step that is under way", screens: [.trials],
        label: "cancel")
    case .hold:
      Self.row("hold", [.character("p")], "hold the list still; again: let it go on", screens: [.calls], label: "hold")
    }
  }

  private static func row(
    _ name: String, _ keystrokes: [Keystroke], _ help: String, screens: [ScreenID]? = nil, changes: Bool = false,
    label: String? = nil
  ) -> Row {
    Row(name: name, keystrokes: keystrokes, help: help, screens: screens, changes: changes, label: label)
  }

  /// Whether it can be pressed on a screen at all.
  public func belongs(to screen: ScreenID) -> Bool { row.screens?.contains(screen) ?? true }
}
