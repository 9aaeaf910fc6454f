internal import HSM
internal import KeyStoreAPI
internal import SecretMemory
import Synchronization

extension Model {
  /// Reports drivers whose state changed, and answers what waits behind a call that hangs.
  func watchDrivers() {
    for connection in installation.connections {
      let status = connection.status
      let changed = lastStates.withLock { last in
        defer { last[status.driver] = status.state }
        return last[status.driver] != status.state
      }
      if changed || status.state == .stuck || status.slowCall != nil { deliver(.status(status)) }
      guard status.state == .stuck, let hanging = status.hangingCall else { continue }
      for request in queues[status.driver]?.abandon() ?? [] {
        // Nobody takes the PIN out any more that was typed for it.
        if case .login = request { typedPIN.wipe() }
        deliver(
          .outcome(
            request,
            .failed(
              Failure(
                message: "driver \(status.driver) is stuck: \(hanging.function) has not returned",
                remedy: "wait, or look at the HSM's network; other drivers go on"))))
      }
    }
  }

  /// A default that was set or cleared may have been what kept a driver from being green.
  func proveDoubtedKeys() {
    for connection in installation.connections where connection.status.state == .failed { connection.retryNow() }
  }

  func noticeChangesOfOthers() {
    // A store that cannot be asked now is asked again a second later.
    guard let version = try? installation.keyStore.store.dataVersion() else { return }
    let changed = lastDataVersion.withLock { last in
      defer { last = version }
      return last != nil && last != version
    }
    // Somebody else's change; what fails here comes up again with the next.
    if changed { proveDoubtedKeys() }
    if changed, let overview = try? overview() { deliver(.defaults(overview)) }
  }
}
