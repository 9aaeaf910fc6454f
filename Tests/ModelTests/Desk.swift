import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import Model
import SecretMemory
import Settings
import Support
import Synchronization
import Testing
import TokenSupport

/// A model on a real token, and everything that it reported.
final class Desk: Sendable {
  let folder: TemporaryDirectory
  let model: Model
  private let events: Events

  final class Events: Sendable {
    let list = Mutex<[Event]>([])
  }

  /// - Parameter store: the folder with an earlier desk's store; nil begins without one.
  init(
    _ token: String, module: String, pin: String?, isReadOnly: Bool = false, extra: String = "",
    store earlier: TemporaryDirectory? = nil,
    onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) throws {
    folder = try earlier ?? TemporaryDirectory()
    if let pin { try folder.write(pin + "\n", to: "pin") }
    let file = try folder.write(
      """
      drivers:
        - name: test
          module: \(module)
          token: pkcs11:token=\(token)
          use-cases: [protect]
          pin: \(pin == nil ? "prompt" : "{file: pin}")
      \(extra)
      """, to: "claviger.yaml")
    let configuration = try Configuration.load(
      explicit: file.path, environment: [:], trustsPermissions: true)
    let events = Events()
    self.events = events
    let store = Store(location: StoreLocation(sqlite: folder.url("claviger.db").path), access: .readWrite)
    let installation = Installation(
      configuration: configuration, store: store, pinReader: PINReader(trustsPermissions: true)
    ) { status in events.list.withLock { $0.append(.status(status)) } }
    model = Model(installation, isReadOnly: isReadOnly) { event in
      events.list.withLock { $0.append(event) }
      onEvent(event)
    }
  }

  deinit { _ = model.shutDown(within: 5) }

  var reported: [Event] { events.list.withLock { $0 } }

  /// Sends a request and waits for its outcome.
  @discardableResult
  func ask(_ request: Request) throws -> Outcome {
    let before = outcomes(of: request).count
    model.submit(request)
    try waitUntil { self.outcomes(of: request).count > before }
    return try #require(outcomes(of: request).last)
  }

  func outcomes(of wanted: Request) -> [Outcome] {
    reported.compactMap { event in
      guard case .outcome(wanted, let outcome) = event else { return nil }
      return outcome
    }
  }

  var keys: [KeyObject] {
    reported.reduce(into: []) { keys, event in
      guard case .keys(_, let page) = event else { return }
      if page.isFirst { keys = [] }
      keys += page.keys
    }
  }
}
