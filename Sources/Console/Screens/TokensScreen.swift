import Cryptoki
import Curses
import HSM
import Model

/// Slots and tokens of every module; opened, the mechanisms.
enum TokensScreen: Screen {
  static let title = "Tokens"

  private static func rows(_ state: State) -> [SlotListing] {
    let all = state.drivers.flatMap(\.slots)
    let wanted = state.filter.lowercased()
    guard !wanted.isEmpty else { return all }
    return all.filter { slot in
      [slot.driver, slot.token?.label ?? "", slot.token?.serial ?? "", slot.token?.model ?? "", "\(slot.slot)"]
        .contains { $0.lowercased().contains(wanted) }
    }
  }

  static func rowCount(_ state: State) -> Int { rows(state).count }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    let rows = rows(state)
    guard !rows.isEmpty else {
      if !state.filter.isEmpty {
        frame.write(
          "no token has “\(state.filter)”", row: area.row + 1, column: area.column + 2, width: area.width - 4,
          role: .muted)
        return
      }
      for (index, driver) in state.drivers.enumerated() {
        let text = driver.slotsFailure?.message ?? driver.stateWords
        frame.write(
          "\(driver.name): \(text)", row: area.row + 1 + index, column: area.column + 2, width: area.width - 4,
          role: driver.slotsFailure == nil ? .muted : .bad)
      }
      return
    }
    let table = Table(columns: [
      .init(title: "Driver", width: 12),
      .init(title: "Token", width: nil),
      .init(title: "Serial", width: 18, dropOrder: 2),
      .init(title: "Model", width: 16, dropOrder: 3),
      .init(title: "Slot", width: 12, alignment: .trailing, dropOrder: 1),
    ])
    let listHeight = min(rows.count + 1, max(2, area.height / 2))
    table.draw(
      into: &frame, Area(row: area.row, column: area.column, width: area.width, height: listHeight),
      count: rows.count, cursor: state.cursor
    ) { index in row(rows[index]) }
    if rows.indices.contains(state.cursor.index) {
      drawDetails(rows[state.cursor.index], into: &frame, area.below(listHeight + 1))
    }
  }

  private static func row(_ slot: SlotListing) -> Table.Row {
    let name: String
    if let token = slot.token {
      name = token.flags.contains(.CKF_TOKEN_INITIALIZED) ? token.label : "(not initialised)"
    } else {
      name = "(no token)"
    }
    return Table.Row(
      cells: [
        slot.driver, (slot.isDriversToken ? "● " : "  ") + name, slot.token?.serial ?? "", slot.token?.model ?? "",
        "\(slot.slot)",
      ], role: slot.isDriversToken ? .text : .muted)
  }

  private static func drawDetails(_ slot: SlotListing, into frame: inout Frame, _ area: Area) {
    var lines: [(String, String)] = [
      ("slot", slot.info.description), ("slot flags", slot.info.flags.names.joined(separator: " ")),
    ]
    if let token = slot.token {
      lines += [
        ("maker", token.manufacturer),
        ("flags", token.flags.names.joined(separator: " ")),
        ("user PIN", pinWords(token, .user)),
        ("SO PIN", pinWords(token, .securityOfficer)),
        ("PIN length", "\(token.minimumPINLength) to \(token.maximumPINLength) bytes"),
        ("sessions", sessionWords(token)),
        ("memory", memoryWords(token)),
        ("firmware", "\(token.firmwareVersion), hardware \(token.hardwareVersion)"),
      ]
    }
    if slot.isDriversToken { lines.append(("", "Enter shows the mechanisms")) }
    var row = area.row
    for (name, text) in lines {
      guard row < area.row + area.height else { return }
      frame.write(name, row: row, column: area.column + 1, width: 11, role: .muted)
      for part in wrapped(text, width: max(10, area.width - 14)) where row < area.row + area.height {
        frame.write(part, row: row, column: area.column + 13, width: area.width - 14, role: .text)
        row += 1
      }
    }
  }

  private static func sessionWords(_ token: TokenInfo) -> String {
    let open = token.sessions.map { "\($0) open" } ?? "how many are open is not told"
    return "\(open), \(token.maximumSessions.map { "at most \($0)" } ?? "no limit")"
  }

  private static func memoryWords(_ token: TokenInfo) -> String {
    switch (token.freePrivateMemory, token.privateMemory) {
    case (let free?, let whole?): "private \(free) of \(whole) bytes free"
    case (let free?, nil): "private \(free) bytes free"
    case (nil, let whole?): "private \(whole) bytes, how many are free is not told"
    case (nil, nil): "not told"
    }
  }

  private static func selected(_ state: State) -> SlotListing? {
    let rows = rows(state)
    return rows.indices.contains(state.cursor.index) ? rows[state.cursor.index] : nil
  }

  /// How a PIN stands, in words.
  private static func pinWords(_ token: TokenInfo, _ role: PINRole) -> String {
    guard token.flags.contains(.CKF_TOKEN_INITIALIZED) else { return "none yet" }
    if role == .user, !token.flags.contains(.CKF_USER_PIN_INITIALIZED) { return "none yet" }
    let words = token.flags.pinState(of: role).words
    return token.flags.mustChangePIN(of: role) ? words + "; must be changed before anything else" : words
  }

  static func refusal(of action: Action, _ state: State) -> String? {
    guard [.open, .initToken, .initPIN, .changePIN, .changeSOPIN, .unlock].contains(action) else { return nil }
    guard let slot = selected(state) else { return "no slot here" }
    if action == .open { return slot.isDriversToken ? nil : "no driver is configured for this slot" }
    guard let token = slot.token else { return "no token in this slot" }
    if token.flags.contains(.CKF_WRITE_PROTECTED) { return "the token is write-protected" }
    if action == .initToken { return nil }
    guard slot.isDriversToken else { return "no driver is configured for this token" }
    if token.flags.pinState(of: TokenDialog.role(action)) == .locked {
      return "the PIN of \(TokenDialog.role(action).words) is locked"
    }
    let hasPIN = token.flags.contains(.CKF_USER_PIN_INITIALIZED)
    switch action {
    case .initPIN: return hasPIN ? "the user has a PIN already" : nil
    case .changePIN: return hasPIN ? nil : "the user has no PIN yet"
    default: return nil
    }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    guard let slot = selected(state) else { return [] }
    guard action == .open else { return state.pursue(.token(action, slot)) }
    state.open(.mechanisms(MechanismsDialog(driver: slot.driver)))
    return state.send(.listMechanisms(driver: slot.driver))
  }

  static func refresh(_ state: inout State) -> [Effect] {
    state.drivers.map(\.name).flatMap { state.send(.listSlots(driver: $0)) }
  }

  static func driver(_ state: State) -> String? { selected(state)?.driver }
}
