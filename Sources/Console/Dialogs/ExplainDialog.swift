import Curses
import KeyStoreAPI
import Model

/// Where a scope's effective key comes from: every scope that has a say, nearest first.
struct ExplainDialog: Sendable, Hashable {
  var scope: Scope
  var cursor = ListCursor()

  func lines(_ state: State) -> [(String, Role)] {
    guard let overview = state.overview else { return [] }
    let defaults = Dictionary(overview.defaults.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
    let types = scope.type.map { [$0] } ?? overview.types.map(\.name)
    let policy = scope.policy ?? .root
    var lines: [(String, Role)] = []
    for type in types {
      let chain = Scope.chain(type: type, policy: policy)
      let hit = chain.first { defaults[$0] != nil }
      let key = hit.flatMap { defaults[$0] }.map { ScreenText.safe($0.key.label) }
      let place = policy.isRoot ? "" : " in \(policy)"
      lines.append(("type \(type)\(place): \(key ?? "NO KEY")", key == nil ? .bad : .heading))
      for link in chain {
        let mark = link == hit ? "→" : " "
        let set = defaults[link].map { ScreenText.safe($0.key.label) } ?? "–"
        lines.append(("  \(mark) \(link): \(set)", link == hit ? .text : .muted))
      }
      lines.append(("", .text))
    }
    return lines
  }
}

extension State {
  func draw(_ dialog: ExplainDialog, into frame: inout Frame) {
    let area = drawLargeBox("Where the key of \(dialog.scope) comes from", into: &frame)
    drawLines(dialog.lines(self), into: &frame, area, cursor: dialog.cursor)
  }
}
