internal import Foundation

/// Waits until a condition holds, and says so when it does not in time.
public func waitUntil(
  _ seconds: Double = 20, file: String = #fileID, line: Int = #line, _ condition: () throws -> Bool
) throws {
  let deadline = Date(timeIntervalSinceNow: seconds * Double(TestEnvironment.patience))
  while try !condition() {
    guard Date() < deadline else {
      throw SupportError("\(file):\(line): what was waited for did not come in \(seconds) s")
    }
    // Conditions are of any kind, and none of them signals: it is looked at again.
    usleep(5000)
  }
}
