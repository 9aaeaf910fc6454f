internal import Cryptoki
import Synchronization

/// How many calls a module answered, and how fast, over the last minute. Recording is one short lock.
final class CallStatistics: Sendable {
  private static let seconds = 60
  private static let shownSeconds = 30
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
    /// The median in milliseconds of each of these seconds; 0 where there was no call.
    var latencyHistory: [Double]
  }

  /// Percentiles in milliseconds over the last minute, and the rate over the last ten seconds.
  func summary(at now: UInt64 = monotonicNanoseconds()) -> Summary {
    let second = now / 1_000_000_000
    var summary = Summary(
      total: 0, p50: nil, p99: nil, perSecond: 0, callHistory: [UInt32](repeating: 0, count: Self.shownSeconds),
      latencyHistory: [Double](repeating: 0, count: Self.shownSeconds))
    var counts = [UInt32](repeating: 0, count: Self.buckets)
    ring.withLock { ring in
      summary.total = ring.total
      for entry in ring.seconds where entry.stamp <= second && second - entry.stamp < UInt64(Self.seconds) {
        for bucket in 0..<Self.buckets { counts[bucket] &+= entry.counts[bucket] }
        let age = Int(second - entry.stamp)
        let calls = entry.counts.reduce(0, &+)
        if age < 10 { summary.perSecond += Double(calls) / 10 }
        if (1...Self.shownSeconds).contains(age) {
          summary.callHistory[Self.shownSeconds - age] = calls
          summary.latencyHistory[Self.shownSeconds - age] = Self.percentile(0.5, of: entry.counts) ?? 0
        }
      }
    }
    summary.p50 = Self.percentile(0.5, of: counts)
    summary.p99 = Self.percentile(0.99, of: counts)
    return summary
  }

  /// In milliseconds; nil where nothing was counted.
  private static func percentile(_ fraction: Double, of counts: [UInt32]) -> Double? {
    let sum = counts.reduce(0) { $0 + UInt64($1) }
    guard sum > 0 else { return nil }
    var left = UInt64(Double(sum - 1) * fraction)
    for (bucket, count) in counts.enumerated() {
      if left < UInt64(count) { return middle(of: bucket) / 1_000_000 }
      left -= UInt64(count)
    }
    return nil
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
