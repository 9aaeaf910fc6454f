internal import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  func willRestore(_ cause: HSMError, attempt: Int, next: Date?) {
    let isWanted = live.withLock { live in
      guard live.state != .disabled else { return false }
      live.cause = cause
      live.attempt = attempt
      live.nextAttemptAt = next
      if live.state != .reconnecting { live.since = Date() }
      live.state = .reconnecting
      return true
    }
    if isWanted { onChange(status) }
  }

  /// Says how the connection stands after it was made or restored: green only when its keys are proved.
  ///
  /// - Parameter proving: false inside the gate, or where it is closed: the keys were proved there.
  func announce(proving: Bool = true) {
    let (isDisabled, isLoggedIn) = live.withLock { ($0.state == .disabled, $0.isLoggedIn) }
    if isDisabled { return }
    if proving, isProofDue, !proveInGate() { return }
    let state: ConnectionState = live.withLock { live in
      live.attempt = 0
      live.nextAttemptAt = nil
      guard isLoggedIn else {
        live.proof = .open
        return .needsLogin
      }
      if case .different(let error) = live.proof {
        live.cause = error
        return .failed
      }
      live.cause = nil
      return .connected
    }
    set(state)
  }

  /// Whether keys are tracked that nobody looked at since the last login.
  var isProofDue: Bool {
    tracking.withLock { $0 } != nil
      && live.withLock { $0.isLoggedIn && $0.anchor != nil && $0.proof == .open && $0.state != .disabled }
  }

  /// Proves the tracked keys from outside the gate; false where the connection broke, and is being restored.
  private func proveInGate() -> Bool {
    do throws(HSMError) {
      try enterGate()
    } catch {
      return false
    }
    let generation = host.generation
    defer { host.gate.leave() }
    guard let module = host.module else { return false }
    do throws(HSMError) {
      try proveKeys(on: module)
      return true
    } catch {
      host.reportLoss(error, in: generation)
      return false
    }
  }

  func set(_ state: ConnectionState) {
    live.withLock { live in
      if live.state != state { live.since = Date() }
      live.state = state
      isDisabled.store(state == .disabled, ordering: .releasing)
    }
    onChange(status)
  }
}
