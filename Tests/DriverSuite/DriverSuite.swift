import Foundation

/// Runs all checks on one driver: reads a `DriverUnderTest` from standard input, writes a `CheckRecord` a line.
@main struct DriverSuite {
  static func main() throws {
    // A client that writes to a server which has died must not end the suite.
    signal(SIGPIPE, SIG_IGN)
    let driver = try JSONDecoder().decode(
      DriverUnderTest.self, from: FileHandle.standardInput.readDataToEndOfFile())
    let desk = try Desk(driver)
    for check in Check.all { try write(check.run(on: desk)) }
  }

  private static func write(_ record: CheckRecord) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try FileHandle.standardOutput.write(contentsOf: encoder.encode(record) + Data("\n".utf8))
  }
}
