import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// All objects of all drivers' tokens, in one list.
enum KeysScreen: Screen {
  static let title = "Keys"

  static func rowCount(_ state: State) -> Int { state.keyRows.count }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    if state.keyRows.isEmpty {
      drawEmpty(state, into: &frame, area)
      return
    }
    let table = Table(columns: [
      .init(title: "Label", width: nil),
      .init(title: "Type", width: 12, dropOrder: 1),
      .init(title: "Class", width: 7, dropOrder: 4),
      .init(title: "Id", width: 12, dropOrder: 5),
      .init(title: "Driver", width: 10, dropOrder: state.drivers.count > 1 ? 2 : 6),
      .init(title: "Secrets", width: 7, alignment: .trailing, dropOrder: 7),
      .init(title: "Protection", width: 26, dropOrder: 3),
    ])
    table.draw(into: &frame, area, count: state.keyRows.count, cursor: state.cursor) { index in
      let row = state.keyRows[index]
      return self.row(state.key(at: row), state, state.drivers[row.driver])
    }
  }

  private static func row(_ key: KeyObject, _ state: State, _ driver: DriverView) -> Table.Row {
    let scopes = state.scopes(of: key)
    let (words, role) = protection(of: key, scopes, driver.ground)
    let secrets = state.secrets(under: key)
    let mark = state.markedKeys.isEmpty ? "" : state.markedKeys.contains(key) ? "● " : "  "
    return Table.Row(
      cells: [
        mark + key.shownLabel, key.typeWords, key.classWords, hexadecimal(key.id), driver.name,
        secrets == 0 ? "" : "\(secrets)", words,
      ],
      role: .text, cellRoles: [1: .text, 2: .muted, 3: .muted, 4: .muted, 5: .good, 6: role])
  }

  /// What a key is the default of; nil where it is of nothing.
  static func defaultWords(_ scopes: [Scope]) -> String? {
    scopes.isEmpty ? nil : "★ " + scopes.map(\.description).joined(separator: ", ")
  }

  /// What a key does for protection, or why it cannot.
  static func protection(
    of key: KeyObject, _ scopes: [Scope], _ ground: ProtectionGround?
  ) -> (String, Role) {
    if let words = defaultWords(scopes) { return (words, .good) }
    if key.refusalToBeRead != nil, let warning = key.warnings(today: KeyStore.today).first {
      return ("! " + warning, .warning)
    }
    guard key.objectClass == .CKO_SECRET_KEY else { return ("", .muted) }
    guard let ground else { return ("log in to tell", .muted) }
    if let reason = key.ineligibility(on: ground) { return (reason.words, .muted) }
    if let warning = key.warnings(today: ground.today).first { return ("! " + warning, .warning) }
    return ("can protect", .text)
  }

  private static func drawEmpty(_ state: State, into frame: inout Frame, _ area: Area) {
    var row = area.row + 1
    for driver in state.drivers {
      let text: String
      if let failure = driver.keysFailure {
        text = "\(driver.name): \(failure.message)"
      } else if !driver.keysAreComplete {
        text = "\(driver.name): \(driver.status?.token == nil ? driver.stateWords : "reading keys…")"
      } else if !state.filter.isEmpty {
        text = "\(driver.name): no key has “\(state.filter)”"
      } else {
        text = "\(driver.name): no objects" + (driver.isPublicView ? " without login; press l" : "")
      }
      frame.write(
        text, row: row, column: area.column + 2, width: area.width - 4,
        role: driver.keysFailure == nil ? .muted : .bad)
      row += 1
    }
  }

  private static func selected(_ state: State) -> KeyObject? { state.selectedKey }

  static func refusal(of action: Action, _ state: State) -> String? {
    switch action {
    case .open, .copy, .mark: return selected(state) == nil ? "no key here" : nil
    case .generateKey: return refusalOfChange(on: driver(state) ?? state.shownDriver?.name, state)
    case .exportPair: return state.refusalOfExport(on: driver(state) ?? state.shownDriver?.name)
    case .deleteKey, .renameKey, .setAttribute:
      guard let key = selected(state) else { return "no key here" }
      if key.keyType == nil, action != .deleteKey { return "not a key" }
      return refusalOfChange(on: key.driver, state)
    case .testKey:
      guard let key = selected(state) else { return "no key here" }
      if state.isReadOnly { return "READ ONLY: no key is used" }
      if state.markedKeys.isEmpty, key.keyType == nil { return "not a key" }
      return state.driver(named: key.driver)?.status?.isLoggedIn == true ? nil : "driver \(key.driver) is not logged in"
    case .setDefault:
      guard let key = selected(state) else { return "no key here" }
      guard let ground = state.driver(named: key.driver)?.ground else { return "driver \(key.driver) is not logged in" }
      return key.ineligibility(on: ground).map { "\(key.printableLabel): \($0.words)" }
    default: return nil
    }
  }

  /// Why nothing is made or changed on a driver now.
  private static func refusalOfChange(on name: String?, _ state: State) -> String? {
    guard let name, let status = state.driver(named: name)?.status else { return "no driver here" }
    if !status.isLoggedIn { return "driver \(name) is not logged in" }
    return status.obstacleToChanges.map { "driver \(name): \($0)" }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    if action == .generateKey {
      return state.pursue(.generateKey(driver: driver(state) ?? state.shownDriver?.name ?? ""))
    }
    if action == .exportPair {
      return state.pursue(.exportPair(driver: driver(state) ?? state.shownDriver?.name ?? ""))
    }
    if action == .sort {
      let selected = selected(state)
      state.keyOrder = state.keyOrder.next
      state.sortKeys()
      if let selected { _ = state.followKey(selected) }
      state.notice = .plain("sorted by \(state.keyOrder.rawValue)")
      return []
    }
    guard let key = selected(state) else { return [] }
    switch action {
    case .open:
      state.open(.key(KeyDialog(key: key)))
      return state.send(.openKey(key))
    case .copy:
      let uris = state.chosenKeys.map(\.uri)
      state.notice = .good(uris.count == 1 ? "copied \(uris[0])" : "copied \(uris.count) URIs, one a line")
      return [.copy(uris.joined(separator: "\n"))]
    case .mark:
      if state.markedKeys.remove(key) == nil { state.markedKeys.insert(key) }
      return state.perform(.down)
    case .testKey:
      let keys = state.chosenKeys.filter { $0.keyType != nil }
      state.open(.keyTests(KeyTestsDialog(keys: keys)))
      return keys.flatMap { state.send(.key(.test($0))) }
    case .deleteKey: return state.pursue(.deleteKey(key))
    case .renameKey: return state.pursue(.renameKey(key))
    case .setAttribute: return state.pursue(.setAttribute(key))
    case .setDefault: return state.pursue(.pickScope(key))
    default: return []
    }
  }

  static func refresh(_ state: inout State) -> [Effect] {
    var effects: [Effect] = []
    for driver in state.drivers where driver.status?.token != nil {
      effects += state.send(.listKeys(driver: driver.name))
    }
    return effects
  }

  static func driver(_ state: State) -> String? { selected(state)?.driver }
}
