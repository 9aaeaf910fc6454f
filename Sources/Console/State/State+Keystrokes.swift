public import Curses
public import FoundationEssentials
import HSM
import Model

extension State {
  /// Takes a keystroke: the top dialog's, else the filter's, else the screen's.
  public mutating func handle(_ keystroke: Keystroke, at time: Date) -> [Effect] {
    now = time
    lastKeystroke = time
    if keystroke == .control("l") { return [.redraw] }
    // A dialog too gives way to it.
    if keystroke == .control("c"), keymap.action(for: keystroke, on: screen) == .quit { return quit() }
    if !dialogs.isEmpty { return handleInDialog(keystroke) }
    if isFiltering { return handleInFilter(keystroke) }
    notice = nil
    guard let action = keymap.action(for: keystroke, on: screen) else { return [] }
    if screen == .keys { followedKey = nil }
    return perform(action) + readOn()
  }

  /// Does an action, or says why it cannot be done now.
  mutating func perform(_ action: Action) -> [Effect] {
    if let reason = refusal(of: action) {
      notice = .refused("\(action.row.name): \(reason)")
      return []
    }
    switch action {
    case .showStatus: return show(.status)
    case .showTokens: return show(.tokens)
    case .showKeys: return show(.keys)
    case .showDefaults: return show(.defaults)
    case .showSecrets: return show(.secrets)
    case .showTrials: return show(.trials)
    case .showCalls: return show(.calls)
    case .showAudit: return show(.audit)
    case .nextScreen: return show(neighbour(1))
    case .previousScreen: return show(neighbour(-1))
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -visibleRows)
    case .pageDown: move(by: visibleRows)
    case .first: move(by: -cursor.index)
    case .last: move(by: screen.screen.rowCount(self))
    case .back:
      leaveFilter()
      return screen == .secrets ? listSecrets() : []
    case .filter: isFiltering = true
    case .refresh: return screen.screen.refresh(&self)
    case .palette: open(.palette(PaletteDialog()))
    case .help: open(.help(ListCursor()))
    case .errorDetails: if let lastFailure { open(.details(lastFailure)) }
    case .redraw: return [.redraw]
    case .quit: return quit()
    case .arm: toggleArmed()
    case .logIn: return beginLogin()
    case .logOut: if let driver = shownDriver { return send(.logout(driver: driver.name)) }
    case .open, .sort, .copy, .connect, .disconnect, .setDefault, .clearDefault, .confirmDefault, .overrideType,
      .explain, .verify,
      .generateKey, .exportPair, .deleteKey, .testKey, .renameKey, .setAttribute, .mark,
      .hold, .tryDriver, .tryEverything, .cancelTrial, .putSecret, .moveSecret, .deleteSecret, .revealSecret,
      .reprotect,
      .initToken, .initPIN, .changePIN, .changeSOPIN, .unlock:
      return screen.screen.perform(action, &self)
    }
    return []
  }

  /// Why an action is not possible now; nil when it is. The footer dims it, the notice says why.
  func refusal(of action: Action) -> String? {
    if action.row.changes, isReadOnly { return "READ ONLY: nothing can be changed" }
    switch action {
    case .errorDetails where lastFailure == nil: return "no error so far"
    case .filter where screen == .status: return "drivers are always all shown"
    case .arm where isReadOnly: return "READ ONLY: nothing can be armed"
    case .logIn:
      guard let driver = shownDriver, let status = driver.status else { return "no driver here" }
      if status.token == nil { return "driver \(driver.name) is \(driver.stateWords)" }
      if !status.loginRequired { return "token needs no login" }
      return status.isLoggedIn ? "driver \(driver.name) is logged in" : nil
    case .logOut:
      guard let driver = shownDriver else { return "no driver here" }
      return driver.status?.isLoggedIn == true ? nil : "driver \(driver.name) is not logged in"
    default: return screen.screen.refusal(of: action, self)
    }
  }

  /// The driver whose name and state stand in the header.
  var shownDriver: DriverView? {
    screen.screen.driver(self).flatMap { driver(named: $0) } ?? drivers.first
  }

  mutating func show(_ screen: ScreenID) -> [Effect] {
    let previous = self.screen
    self.screen = screen
    isFiltering = false
    clampCursor()
    if previous == screen { return [] }
    // Calls are brought only while somebody looks.
    var effects = previous == .calls ? send(.followCalls(false)) : []
    if screen == .calls { effects += send(.followCalls(true)) }
    if screen == .trials { effects += TrialsScreen.refresh(&self) }
    return effects + readStoreScreen()
  }

  private func neighbour(_ step: Int) -> ScreenID {
    let all = ScreenID.allCases
    let index = all.firstIndex(of: screen) ?? 0
    return all[(index + step + all.count) % all.count]
  }

  private mutating func move(by rows: Int) {
    cursor.move(by: rows, count: screen.screen.rowCount(self), visible: visibleRows)
  }

  /// Keeps the cursor on a row after rows went away.
  mutating func clampCursor() {
    cursor.place(at: cursor.index, count: screen.screen.rowCount(self), visible: visibleRows)
  }

  private mutating func toggleArmed() {
    if isArmed {
      armedUntil = nil
      notice = .plain("changes are off again")
    } else {
      open(.arm(ArmDialog(driver: shownDriver?.name ?? "", intent: nil)))
    }
  }

  private mutating func beginLogin() -> [Effect] {
    guard let driver = shownDriver, let status = driver.status else { return [] }
    if status.usesPINPad {
      notice = .plain("type the PIN at the PIN pad of \(driver.name)")
      return send(.loginAtPINPad(driver: driver.name))
    }
    open(
      .pin(
        PINDialog(
          driver: driver.name, token: status.token?.label ?? "", flags: status.pinFlags, warnings: status.pinWarnings)))
    return [.forgetPIN]
  }

  private mutating func handleInFilter(_ keystroke: Keystroke) -> [Effect] {
    var text = filter
    switch keystroke {
    case .escape:
      leaveFilter()
      return screen == .secrets ? listSecrets() : []
    case .enter, .down, .up: isFiltering = false
    case .backspace: if text.isEmpty { isFiltering = false } else { text.removeLast() }
    case .control("u"): text = ""
    case .character(let character): text.append(character)
    case .paste(let pasted): text += pasted
    default: break
    }
    setFilter(text)
    return screen == .secrets ? listSecrets() : []
  }

  private mutating func leaveFilter() {
    isFiltering = false
    setFilter("")
  }

  private mutating func setFilter(_ text: String) {
    guard text != filter else { return }
    filters[screen] = String(text.prefix(200))
    if screen == .keys { filterKeys() }
    if screen == .calls { calls.filter(by: self.filter) }
    cursor = ListCursor()
    clampCursor()
  }
}
