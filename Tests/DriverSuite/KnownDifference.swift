/// Where a driver does something else than the standard, or the other drivers, and what that means to who runs it.
struct KnownDifference {
  let driver: DriverName
  let check: String
  /// What the check ends with on this driver; another answer is a failure.
  let answer: String
  let meaning: String

  static func row(of driver: DriverName, _ check: String) -> KnownDifference? {
    rows.first { $0.driver == driver && $0.check == check }
  }

  private static let rows: [KnownDifference] = []
}
