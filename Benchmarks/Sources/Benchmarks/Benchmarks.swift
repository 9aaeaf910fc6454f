import CFloor
import Cryptoki
import Foundation
import SecretMemory

/// Measures the wrapper beside the floor and prints a table; a ratio that misses its goal ends it with 1.
@main struct Benchmarks {
  static func main() throws {
    if try !measure() { exit(1) }
  }

  /// Whether every goal was met; what was made for it is gone when it returns.
  private static func measure() throws -> Bool {
    keepFreedMemory()
    let pairs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9
    let token = try BenchmarkToken()
    guard let functions = floor_functions(BenchmarkToken.modulePath) else { throw BenchmarkError("no function list") }
    var table = Table()
    let connection = try token.connect()
    defer { connection.disconnect() }
    let trips = RoundTrips(token: token, functions: functions, connection: connection)
    for (size, name) in [(32, "32 B"), (1024, "1 KiB"), (65_536, "64 KiB"), (1_048_576, "1 MiB")] {
      let goal = size < 65_536 ? 0.97 : 0.95
      table.add(
        "encrypt + decrypt \(name)", "pairs/s", try compare(trips, .session, size, 1, pairs), atLeast: goal)
    }
    for threads in [2, 8, 16] {
      table.add(
        "encrypt + decrypt 32 B, \(threads) threads", "pairs/s", try compare(trips, .session, 32, threads, pairs),
        atLeast: 0.95)
    }
    for threads in [1, 8] {
      table.add(
        "by a connection 32 B\(threads == 1 ? "" : ", \(threads) threads")", "pairs/s",
        try compare(trips, .connection, 32, threads, pairs), atLeast: 0.90)
    }
    let exports = Exports(token: token, functions: functions)
    table.add(
      "export P-256, up to the wrapped key", "pairs/s",
      try Pairs(pairs, floor: exports.floorRate, measured: exports.sessionRate), atLeast: 0.8)
    let reprotections = try Reprotections(token: token, connection: connection)
    table.add(
      "re-protect 1 KiB, store and log", "secrets/s",
      try Pairs(pairs, floor: reprotections.floorRate, measured: reprotections.keyStoreRate), atLeast: 0.8)
    let listing = Listing(token: token, functions: functions)
    for count in [1000, 10_000] {
      try token.grow(to: count)
      let result = try Pairs(
        pairs, floor: { try listing.floorSeconds() * 1000 }, measured: { try listing.sessionSeconds() * 1000 })
      table.add("list \(count) keys, 12 attributes", "ms", result, atMost: 1.10)
    }
    return table.isGood
  }

  private static func compare(
    _ trips: RoundTrips, _ way: RoundTrips.Way, _ size: Int, _ threads: Int, _ pairs: Int
  ) throws -> Pairs {
    let slice = Duration.milliseconds(threads == 1 ? 60 : 120)
    // One slice is off by a few hundredths now and then: the median wants many.
    return try Pairs(
      4 * pairs, floor: { try trips.rate(.floor, size: size, threads: threads, slice: slice) },
      measured: { try trips.rate(way, size: size, threads: threads, slice: slice) })
  }
}
