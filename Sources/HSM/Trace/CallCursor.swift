/// How far somebody has read in a ring of calls: each call that ended is met once, and one that runs until it ends.
public struct CallCursor: Sendable {
  private var last: UInt64 = 0
  /// Calls that were met before they ended, or while they were being written.
  private var open: Set<UInt64> = []

  /// Whether reading may find something.
  func hasNews(upTo newest: UInt64) -> Bool { newest > last || !open.isEmpty }

  public init() {}

  struct News {
    var ended: [CallSlot] = []
    var running: [CallSlot] = []
    /// Calls that were overwritten before they were read.
    var lost = 0
  }

  /// Reads what came since the last time.
  ///
  /// - Parameters:
  ///   - newest: the number of the last call that was entered.
  ///   - slots: how many the ring has.
  ///   - slot: what lies in a slot; nil while it is being written.
  mutating func read(upTo newest: UInt64, slots: Int, _ slot: (Int) -> CallSlot?) -> News {
    var news = News()
    let kept = newest - min(newest, UInt64(slots))
    let seen = max(last, kept)
    // The first look is at what there is: it misses nothing.
    if last > 0, kept > last { news.lost = Int(min(kept - last, 1 << 32)) }
    var waiting = open.sorted()
    open = []
    if newest > seen { waiting += Array(seen + 1...newest) }
    for number in waiting {
      guard let slot = slot(CallRing.index(of: number, among: slots)), slot.number == number else {
        if number > kept { open.insert(number) } else { news.lost += 1 }
        continue
      }
      if slot.isRunning {
        open.insert(number)
        news.running.append(slot)
      } else {
        news.ended.append(slot)
      }
    }
    last = max(last, newest)
    return news
  }
}
