import Cryptoki
import Curses
import HSM
import Model

/// The mechanisms of a driver's token.
struct MechanismsDialog: Sendable, Hashable {
  var driver: String
  var cursor = ListCursor()
}

extension State {
  func draw(_ dialog: MechanismsDialog, into frame: inout Frame) {
    let area = drawLargeBox("Mechanisms of \(dialog.driver)", into: &frame)
    guard let mechanisms = driver(named: dialog.driver)?.mechanisms else {
      let failed = lastFailure != nil && pending.isEmpty
      frame.write(
        failed ? lastFailure?.message ?? "" : "reading mechanisms…", row: area.row, column: area.column,
        width: area.width, role: failed ? .bad : .muted)
      return
    }
    let table = Table(
      columns: [
        .init(title: "Mechanism", width: nil), .init(title: "Number", width: 10, dropOrder: 2),
        .init(title: "Keys", width: 14), .init(title: "Uses", width: 30, dropOrder: 1),
      ], flexibleMinimum: 26)
    table.draw(into: &frame, area, count: mechanisms.count, cursor: dialog.cursor) { index in
      let mechanism = mechanisms[index]
      return Table.Row(cells: [
        mechanism.type.name, "0x" + String(mechanism.type.rawValue, radix: 16),
        sizes(mechanism.info), uses(mechanism.info.flags),
      ])
    }
  }

  private func sizes(_ info: MechanismInfo) -> String {
    guard info.maximumKeySize > 0 else { return "" }
    let most = info.maximumKeySize >= 1 << 31 ? "∞" : "\(info.maximumKeySize)"
    return info.minimumKeySize == info.maximumKeySize ? most : "\(info.minimumKeySize)–\(most)"
  }

  private func uses(_ flags: MechanismFlags) -> String {
    flags.names.map { name in
      name.replacing("CKF_", with: "").lowercased().replacing("_", with: " ")
    }.joined(separator: ", ")
  }
}
