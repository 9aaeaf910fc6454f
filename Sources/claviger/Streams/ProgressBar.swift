import Foundation
import Glibc

/// A bar on the terminal where messages go; on anything else nothing is written.
struct ProgressBar {
  private let descriptor: Int32?
  private var lastShown = Date.distantPast
  private static let width = 30

  init(_ streams: StandardStreams) { descriptor = streams.messagesAreTerminal ? streams.messages : nil }

  /// Shows how far it is, at most ten times a second, and at the end.
  mutating func show(_ done: Int, of total: Int, _ words: String = "") {
    let now = Date()
    guard let descriptor, total > 0, done >= total || now.timeIntervalSince(lastShown) >= 0.1 else { return }
    lastShown = now
    let filled = Self.width * min(done, total) / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    StandardStreams.write("\r[\(bar)] \(done) of \(total)\(words)\u{1B}[K", to: descriptor)
  }

  /// Leaves the bar's line.
  func end() {
    if let descriptor, lastShown != .distantPast { StandardStreams.write("\n", to: descriptor) }
  }
}
