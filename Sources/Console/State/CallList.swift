import Cryptoki
import HSM

/// The calls of this process as the Calls screen shows them: the newest first, those that run before all others.
struct CallList: Sendable {
  /// As many as the trace itself keeps.
  static let most = 10_000

  private(set) var isHeld = false
  /// Calls that came while the list was held.
  private(set) var waiting = 0
  private(set) var running: [TracedCall] = []
  /// In the order of time, the newest last, so that what comes is appended.
  private var ended: [TracedCall] = []
  private var heldEnded: [TracedCall] = []
  private var shown: [TracedCall] = []
  private var text = ""

  /// Whether a call came since the console began.
  var isEmpty: Bool { ended.isEmpty && running.isEmpty }

  var count: Int { running.count + shown.count }

  /// A row, counted from the top.
  subscript(row: Int) -> TracedCall? {
    if running.indices.contains(row) { return running[row] }
    let index = shown.count - 1 - (row - running.count)
    return shown.indices.contains(index) ? shown[index] : nil
  }

  /// Takes what came; answers by how many rows the older ones moved down.
  mutating func take(ended new: [TracedCall], running: [TracedCall]) -> Int {
    guard !isHeld else {
      heldEnded = Self.newest(heldEnded + new)
      waiting += new.count
      return 0
    }
    let before = self.running.count
    ended = Self.newest(ended + new)
    let passing = new.filter(passes)
    shown = Self.newest(shown + passing)
    self.running = running.filter(passes)
    return self.running.count - before + passing.count
  }

  /// Holds the list still, or lets it go on with what came meanwhile.
  mutating func toggleHeld() {
    isHeld.toggle()
    guard !isHeld else { return }
    ended = Self.newest(ended + heldEnded)
    heldEnded = []
    waiting = 0
    filter(by: text)
  }

  mutating func filter(by text: String) {
    self.text = text.lowercased()
    shown = ended.filter(passes)
    running = running.filter(passes)
  }

  private func passes(_ call: TracedCall) -> Bool {
    guard !text.isEmpty else { return true }
    return [call.function.rawValue, call.driver, call.code?.name ?? "running", call.code?.meaning ?? ""]
      .contains { $0.lowercased().contains(text) }
  }

  private static func newest(_ calls: [TracedCall]) -> [TracedCall] {
    calls.count > most ? Array(calls.suffix(most)) : calls
  }
}

extension State {
  /// Takes calls that were reported; the cursor stays on its call, or at the top.
  mutating func take(ended: [TracedCall], running: [TracedCall]) {
    let moved = calls.take(ended: ended, running: running)
    var cursor = cursors[.calls] ?? ListCursor()
    guard cursor.index > 0 else { return }
    cursor.move(by: moved, count: calls.count, visible: visibleRows)
    cursors[.calls] = cursor
  }
}
