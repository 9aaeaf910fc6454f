internal import Foundation

/// A process that may be gone by now: numbers are given out again, so the time of its start belongs to it.
struct ProcessIdentity: Sendable, Hashable {
  let number: Int32
  /// In the kernel's ticks since it booted.
  let start: Int64

  static let current = ProcessIdentity(number: getpid(), start: start(of: getpid()) ?? 0)

  var isAlive: Bool { Self.start(of: number) == start }

  /// Nil where there is no such process, or only what its parent has not taken note of.
  private static func start(of number: Int32) -> Int64? {
    guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
      // The name stands in parentheses, and may have any character in it.
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return Int64(fields[19])
  }
}
