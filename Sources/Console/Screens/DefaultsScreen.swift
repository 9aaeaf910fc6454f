import Curses
import FoundationEssentials
import HSM
import KeyStoreAPI
import Model

/// Which key protects what: the global default, those of the types, and the tree of policies with its overrides.
enum DefaultsScreen: Screen {
  static let title = "Defaults"

  /// A scope as a row: how far it is indented, and the key that is effective there.
  struct ScopeRow {
    var scope: Scope
    var name: String
    var indent: Int
    var own: DefaultKey?
    var effective: DefaultKey?
  }

  static func rows(_ state: State) -> [ScopeRow] {
    guard let overview = state.overview else { return [] }
    let defaults = Dictionary(overview.defaults.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
    func row(_ scope: Scope, _ name: String, _ indent: Int, _ chain: [Scope]) -> ScopeRow {
      ScopeRow(
        scope: scope, name: name, indent: indent, own: defaults[scope],
        effective: chain.lazy.compactMap { defaults[$0] }.first)
    }
    var rows = [row(.global, "Global default", 0, [.global])]
    for type in overview.types {
      rows.append(row(.type(type.name), "type \(type.name)", 0, [.type(type.name), .global]))
    }
    for policy in overview.policies where !policy.path.isRoot {
      let path = policy.path
      let indent = path.components.count - 1
      // Without a type, a type's own default may still go before the global one: explain tells for each.
      rows.append(row(.policy(path), "policy \(path.name ?? "")", indent, path.ancestry.map(Scope.policy) + [.global]))
      for type in overview.types where defaults[.policyType(path, type.name)] != nil {
        rows.append(
          row(.policyType(path, type.name), "type \(type.name)", indent + 1, Scope.chain(type: type.name, policy: path))
        )
      }
    }
    return state.filter.isEmpty
      ? rows : rows.filter { $0.scope.description.lowercased().contains(state.filter.lowercased()) }
  }

  static func rowCount(_ state: State) -> Int { rows(state).count }

  static func draw(_ state: State, into frame: inout Frame, _ area: Area) {
    let rows = rows(state)
    guard !rows.isEmpty else {
      let text =
        state.overviewFailure?.message
        ?? (state.overview == nil ? "reading the store…" : "no scope has “\(state.filter)”")
      frame.write(
        text, row: area.row + 1, column: area.column + 2, width: area.width - 4,
        role: state.overviewFailure == nil ? .muted : .bad)
      return
    }
    let table = Table(
      columns: [
        .init(title: "Scope", width: nil),
        .init(title: "Effective key", width: 20),
        .init(title: "From", width: 17, dropOrder: 2),
        .init(title: "Checked", width: 18, dropOrder: 1),
      ], flexibleMinimum: 22)
    table.draw(into: &frame, area, count: rows.count, cursor: state.cursor) { cells(rows[$0], at: state.now) }
  }

  private static func cells(_ row: ScopeRow, at now: Date) -> Table.Row {
    let name = String(repeating: "  ", count: min(row.indent, 8)) + row.name
    guard let effective = row.effective else {
      return Table.Row(cells: [name, "(none)", "", ""], role: .text, cellRoles: [1: .warning])
    }
    let isOwn = row.own != nil
    let result = effective.checked.result
    let at = effective.checked.at.map { " " + dayOrTime($0, at: now) } ?? ""
    let isConfirmed = effective.seal != .unconfirmed
    return Table.Row(
      cells: [
        name, ScreenText.safe(effective.key.label), isOwn ? "set here" : "← \(effective.scope)",
        isConfirmed ? result.words + at : "✗ not confirmed",
      ],
      role: .text,
      cellRoles: [1: isOwn ? .text : .inherited, 2: isOwn ? .text : .inherited, 3: isConfirmed ? result.role : .bad])
  }

  private static func selected(_ state: State) -> ScopeRow? {
    let rows = rows(state)
    return rows.indices.contains(state.cursor.index) ? rows[state.cursor.index] : nil
  }

  static func refusal(of action: Action, _ state: State) -> String? {
    guard [.open, .clearDefault, .confirmDefault, .overrideType, .explain].contains(action) else { return nil }
    guard let row = selected(state) else { return "no scope here" }
    switch action {
    case .open where state.isReadOnly: return "READ ONLY: nothing can be changed"
    case .open where !state.drivers.contains { $0.ground != nil }:
      let isLoggedIn = state.drivers.contains { $0.status?.isLoggedIn == true }
      return isLoggedIn ? "the keys are still being read" : "log in first: keys are proved on the token"
    case .clearDefault where row.own == nil: return "no default is set on \(row.scope)"
    case .confirmDefault where row.own == nil: return "no default is set on \(row.scope)"
    case .confirmDefault where row.own?.seal == .notConfigured: return "the configuration has no seal"
    case .confirmDefault where row.own?.seal == .sealed: return "it bears the store's seal"
    case .overrideType where row.scope.policy == nil: return "only a policy can have its own key for one type"
    default: return nil
    }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    if action == .verify {
      state.isVerifying = true
      return state.send(.checkDefaults)
    }
    guard let row = selected(state) else { return [] }
    switch action {
    case .open: state.open(.picker(PickerDialog(scope: row.scope, state)))
    case .clearDefault: return state.pursue(.clearDefault(row.scope))
    case .confirmDefault: if let own = row.own { return state.pursue(.confirmDefault(own)) }
    case .overrideType: if let policy = row.scope.policy { return state.pursue(.pickType(policy)) }
    case .explain: state.open(.explain(ExplainDialog(scope: row.scope)))
    default: break
    }
    return []
  }

  static func refresh(_ state: inout State) -> [Effect] { state.send(.loadDefaults) }

  static func driver(_ state: State) -> String? { nil }
}
