import Foundation
import Synchronization

/// Runs all checks on one driver: reads a `DriverUnderTest` from standard input, writes a `CheckRecord` a line. With
/// the argument `exports` it reads an `ExportOrder`, and writes an `ExportRecord` a line.
@main struct DriverSuite {
  static func main() throws {
    // A client that writes to a server which has died must not end the suite.
    signal(SIGPIPE, SIG_IGN)
    if CommandLine.arguments.dropFirst().first == "exports" {
      try read(ExportOrder.self).perform(report: write)
      return
    }
    let desk = try Desk(read(DriverUnderTest.self))
    for check in Check.all { try write(run(check, on: desk)) }
  }

  /// Runs a check on a thread of its own: NSS answers by the last error that the calling thread met, and no check is to
  /// hear of another's.
  private static func run(_ check: Check, on desk: Desk) -> CheckRecord? {
    // The caller waits: only one thread at a time has it.
    nonisolated(unsafe) let desk = desk
    let record = Mutex<CheckRecord?>(nil)
    let end = DispatchSemaphore(value: 0)
    Thread { @Sendable in
      let found = check.run(on: desk)
      record.withLock { $0 = found }
      end.signal()
    }.start()
    end.wait()
    return record.withLock { $0 }
  }

  private static func read<Input: Decodable>(_ type: Input.Type) throws -> Input {
    try JSONDecoder().decode(type, from: FileHandle.standardInput.readDataToEndOfFile())
  }

  private static func write(_ record: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try FileHandle.standardOutput.write(contentsOf: encoder.encode(record) + Data("\n".utf8))
  }
}
