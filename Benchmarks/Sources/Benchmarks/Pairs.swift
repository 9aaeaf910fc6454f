/// Measurements of a floor and of what stands on it, taken in turns: only what ran beside each other is compared.
struct Pairs {
  let floor: Double
  let measured: Double
  /// The median of each pair's own ratio.
  let ratio: Double

  /// - Parameter count: pairs; the one that begins changes from pair to pair.
  init(_ count: Int, floor: () throws -> Double, measured: () throws -> Double) throws {
    var floors: [Double] = []
    var others: [Double] = []
    _ = try (floor(), measured())
    for number in 0..<count {
      if number.isMultiple(of: 2) {
        floors.append(try floor())
        others.append(try measured())
      } else {
        others.append(try measured())
        floors.append(try floor())
      }
    }
    self.floor = Self.median(floors)
    self.measured = Self.median(others)
    ratio = Self.median(zip(others, floors).map { $0 / $1 })
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
