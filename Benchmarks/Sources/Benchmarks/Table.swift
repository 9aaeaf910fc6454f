import Foundation

/// What was measured, a row each, printed as it comes.
struct Table {
  private(set) var isGood = true

  init() {
    line("", "floor", "Claviger", "", "ratio", "goal")
  }

  mutating func add(
    _ name: String, _ unit: String, _ pairs: Pairs, atLeast least: Double? = nil, atMost most: Double? = nil
  ) {
    let isMet = least.map { pairs.ratio >= $0 } ?? most.map { pairs.ratio <= $0 } ?? true
    if !isMet { isGood = false }
    let goal = least.map { "≥ \(number($0, 2))" } ?? most.map { "≤ \(number($0, 2))" } ?? ""
    line(
      name, number(pairs.floor, 1), number(pairs.measured, 1), unit, number(pairs.ratio, 3),
      goal + (isMet ? "" : "  MISSED"))
  }

  private func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

  private func line(_ name: String, _ floor: String, _ own: String, _ unit: String, _ ratio: String, _ goal: String) {
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let start = name + String(repeating: " ", count: max(0, 36 - name.count))
    print(
      start, right(floor, 10), right(own, 10), unit + String(repeating: " ", count: max(0, 8 - unit.count)),
      right(ratio, 6), " ", goal)
    // NULL stands for all streams: each row is seen when it is there, also through a pipe.
    fflush(nil)
  }
}
