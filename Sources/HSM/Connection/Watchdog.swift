internal import Dispatch
import Synchronization

/// Looks at the running calls of a module every half second, while there are any: an idle process is not woken.
final class Watchdog: Sendable {
  private static let interval = DispatchTimeInterval.milliseconds(500)
  private let isArmed = Atomic<Bool>(false)
  private let queue = DispatchQueue(label: "watchdog")

  /// Called by whoever makes a call: costs one load where the watchdog is up.
  func wake(for host: ModuleHost) {
    guard !isArmed.load(ordering: .relaxed), !isArmed.exchange(true, ordering: .acquiringAndReleasing) else { return }
    queue.asyncAfter(deadline: .now() + Self.interval) { @Sendable [weak host, self] in
      isArmed.store(false, ordering: .releasing)
      guard let host else { return }
      if host.watch() { wake(for: host) }
    }
  }
}
