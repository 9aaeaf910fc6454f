internal import Dispatch
internal import Foundation
internal import HSM
internal import KeyStoreAPI
import Synchronization

/// Keeps each change of a driver's state in the store, once `begin` was called, on a queue of its own.
public final class ConnectionHistory: Sendable {
  private struct Book {
    var isKept = false
    var states: [String: ConnectionState] = [:]
  }
  private let store: Store
  private let book = Mutex(Book())
  private let queue = DispatchQueue(label: "history")

  init(store: Store) { self.store = store }

  /// Begins to keep what happens. Not called where nothing may be written.
  public func begin() { book.withLock { $0.isKept = true } }

  /// Takes a status; only one whose state is another than before is an event.
  func note(_ status: ConnectionStatus) {
    let isEvent = book.withLock { book in
      defer { book.states[status.driver] = status.state }
      return book.isKept && book.states[status.driver] != status.state
    }
    guard isEvent else { return }
    let event = ConnectionEvent(status, at: Date())
    queue.async { @Sendable [store] in
      // A store that is locked, full or gone loses a line of the history, and nothing else.
      try? store.recordConnectionEvent(event)
    }
  }

  /// What happened last, in earlier runs too, oldest first; nothing where the store cannot be read now.
  func last(_ count: Int) -> [ConnectionEvent] {
    queue.sync { (try? store.listConnectionEvents(last: count)) ?? [] }
  }
}
