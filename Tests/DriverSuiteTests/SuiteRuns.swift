@testable import DriverSuite

/// The runs of the suite, one a driver, whoever asks first.
actor SuiteRuns {
  static let shared = SuiteRuns()

  private var runs: [DriverName: Task<[CheckRecord], any Error>] = [:]

  /// The same for all drivers.
  private static let outsideKeys = Result {
    try [2048, 3072, 4096].reduce(into: [:]) { $0[$1] = try OutsideKey(generating: .rsa(bits: $1)).pkcs8() }
  }

  func records(of driver: DriverName) async throws -> [CheckRecord] {
    let task = runs[driver] ?? Task.detached { try Self.run(driver) }
    runs[driver] = task
    return try await task.value
  }

  private static func run(_ driver: DriverName) throws -> [CheckRecord] {
    let stand = try DriverStand(driver)
    var driver = stand.driver
    driver.outsideKeys = try outsideKeys.get()
    return try stand.run(input: driver, timeout: .seconds(120))
  }
}
