internal import Cryptoki
import Synchronization

/// How many calls a module answered, and how fast, over the last minute. Recording is one short lock.
final class CallStatistics: Sendable {
  private static let seconds = 60
  /// Two buckets an octave: a percentile is right within a factor of 1.42, enough for a gauge.
  private static let buckets = 80

  private struct Second {
    var stamp: UInt64 = .max
    var counts = [UInt32](repeating: 0, count: CallStatistics.buckets)
  }
  private struct Ring {
    var total: UInt64 = 0
    var seconds = [Second](repeating: Second(), count: CallStatistics.seconds)
  }
  private let ring = Mutex(Ring())

  func record(nanoseconds: UInt64, at now: UInt64 = monotonicNanoseconds()) {
    let second = now / 1_000_000_000
    let index = Int(second % UInt64(Self.seconds))
    let bucket = Self.bucket(of: nanoseconds)
    ring.withLock { ring in
      ring.total += 1
      if ring.seconds[index].stamp != second {
        ring.seconds[index].stamp = second
        for bucket in 0..<Self.buckets { ring.seconds[index].counts[bucket] = 0 }
      }
      ring.seconds[index].counts[bucket] &+= 1
    }
  }

  struct Summary {
    var total: UInt64
    var p50: Double?
    var p99: Double?
    var perSecond: Double
    /// Calls in each of the last thirty whole seconds, oldest first.
    var callHistory: [UInt32]
  }

  /// Percentiles in milliseconds over the last minute, and the rate over the last ten seconds.
  func summary(at now: UInt64 = monotonicNanoseconds()) -> Summary {
    let second = now / 1_000_000_000
    let (total, counts, recent, history) = ring.withLock { ring in
      var history = [UInt32](repeating: 0, count: 30)
      var counts = [UInt64](repeating: 0, count: Self.buckets)
      var recent: UInt64 = 0
      for entry in ring.seconds where entry.stamp <= second && second - entry.stamp < UInt64(Self.seconds) {
        for bucket in 0..<Self.buckets {
          counts[bucket] += UInt64(entry.counts[bucket])
          if second - entry.stamp < 10 { recent += UInt64(entry.counts[bucket]) }
        }
        let age = Int(second - entry.stamp)
        if age >= 1, age <= history.count { history[history.count - age] = entry.counts.reduce(0, &+) }
      }
      return (ring.total, counts, recent, history)
    }
    let sum = counts.reduce(0, +)
    func percentile(_ fraction: Double) -> Double? {
      guard sum > 0 else { return nil }
      var left = UInt64(Double(sum - 1) * fraction)
      for (bucket, count) in counts.enumerated() {
        if left < count { return Self.middle(of: bucket) / 1_000_000 }
        left -= count
      }
      return nil
    }
    return Summary(
      total: total, p50: percentile(0.5), p99: percentile(0.99), perSecond: Double(recent) / 10, callHistory: history)
  }

  private static func bucket(of nanoseconds: UInt64) -> Int {
    let value = max(nanoseconds, 1)
    let octave = 63 - value.leadingZeroBitCount
    let half = octave > 0 ? Int((value >> (octave - 1)) & 1) : 0
    return min(octave * 2 + half, buckets - 1)
  }

  private static func middle(of bucket: Int) -> Double {
    let low = Double(UInt64(1) << (bucket / 2))
    return bucket % 2 == 0 ? low * 1.25 : low * 1.75
  }
}
