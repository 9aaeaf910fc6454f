extension Value {
  /// A number and ms, s, m or h: `250ms`, `15m`; more than nothing, a year at most.
  func duration() throws(SettingsError) -> Duration {
    let text = try text()
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let number = Int64(digits), let unit = Self.units[String(text.dropFirst(digits.count))] else {
      throw SettingsError(at: place, "\(text) is not a duration", remedy: "write a number and ms, s, m or h, as in 15m")
    }
    let (milliseconds, isTooLong) = number.multipliedReportingOverflow(by: unit)
    guard number > 0 else { throw SettingsError(at: place, "must be longer than nothing") }
    guard !isTooLong, milliseconds <= 365 * 24 * 3_600_000 else {
      throw SettingsError(at: place, "must not be longer than a year")
    }
    return .milliseconds(milliseconds)
  }

  /// Milliseconds in each unit.
  private static let units: [String: Int64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
}
