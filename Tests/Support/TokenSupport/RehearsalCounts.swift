public import Cryptoki
import Foundation
import Support

/// What the rehearsal module counted, read from its file as any process may at any moment.
public struct RehearsalCounts: Sendable {
  private struct Row {
    var count: UInt64
    var inside: UInt64
    var answeredHere: UInt64
  }
  private var rows: [String: Row] = [:]

  init(of file: URL) throws {
    let data = try Data(contentsOf: file)
    let heading = "claviger rehearsal counts 1\n"
    guard data.count % 64 == 0, data.starts(with: Data(heading.utf8)) else {
      throw SupportError("\(file.path) has no counts")
    }
    for start in stride(from: 64, to: data.count, by: 64) {
      let row = data[start..<(start + 64)]
      func number(_ offset: Int) -> UInt64 {
        row[(row.startIndex + offset)..<(row.startIndex + offset + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      }
      rows[String(decoding: row.prefix(40).prefix { $0 != 0 }, as: UTF8.self)] = Row(
        count: number(40), inside: number(48), answeredHere: number(56))
    }
  }

  /// Calls that came, whoever answered them.
  public func calls(_ function: CryptokiFunction) -> Int { Int(rows[function.rawValue]?.count ?? 0) }
  /// Calls that have not returned.
  public func inside(_ function: CryptokiFunction) -> Int { Int(rows[function.rawValue]?.inside ?? 0) }
  /// Calls that did not reach the real module.
  public func answeredHere(_ function: CryptokiFunction) -> Int { Int(rows[function.rawValue]?.answeredHere ?? 0) }

  public var allCalls: Int { CryptokiFunction.allCases.reduce(0) { $0 + calls($1) } }

  public var openSessions: Int { gauge("sessions") }
  public var openSearches: Int { gauge("searches") }
  /// Objects made, less those destroyed.
  public var objects: Int { gauge("objects") }
  /// Calls that wait as they were told.
  public var stalled: Int { gauge("stalled") }
  /// Answers that were broken at random.
  public var broken: Int { gauge("broken") }
  /// The most calls that were inside at one time since the present control file came into force.
  public var mostInside: Int { gauge("most-inside") }
  /// Control files that came into force.
  public var plans: Int { gauge("plans") }

  private func gauge(_ name: String) -> Int { Int(truncatingIfNeeded: rows[name]?.count ?? 0) }
}
