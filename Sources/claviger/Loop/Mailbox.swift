import Curses
import Model
import Synchronization

/// Where the model's threads lay events, and the main loop takes them out.
final class Mailbox: Sendable {
  let pipe = EventPipe()
  private let events = Mutex<[Event]>([])

  func put(_ event: Event) {
    events.withLock { $0.append(event) }
    pipe.signal()
  }

  func takeAll() -> [Event] {
    pipe.drain()
    return events.withLock { events in
      defer { events = [] }
      return events
    }
  }
}
