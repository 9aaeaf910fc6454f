/// The waits between tries, each twice the one before. Jitter keeps many processes from knocking at a recovering HSM at
/// one moment.
struct Backoff: Sendable, Equatable {
  private var delay: Duration
  private let longest: Duration

  init(_ policy: ReconnectPolicy) {
    delay = policy.first
    longest = policy.longest
  }

  /// - Parameter jitter: from 0 to 1; a half gives the bare delay.
  mutating func next(jitter: Double) -> Duration {
    let wait = delay * (0.8 + 0.4 * jitter)
    delay = min(delay * 2, longest)
    return wait
  }
}
