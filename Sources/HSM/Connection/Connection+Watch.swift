internal import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// What the watchdog and the heartbeat remember of a connection.
  struct Watch: Sendable {
    var isStuck = false
    var lastDoubt: Date?
    var lastProof = Date.distantPast
    var onTick: (@Sendable () -> Void)?
  }

  /// Has `body` called every half second while calls run, and once after the last.
  public func whileCallsRun(_ body: @escaping @Sendable () -> Void) { watch.withLock { $0.onTick = body } }

  /// The watchdog's look at this connection's calls: tells of one that hangs, and of the end of it.
  func lookAtCalls() {
    let hanging = hangingCall
    let (wasStuck, onTick) = watch.withLock { watch in
      defer { watch.isStuck = hanging != nil }
      return (watch.isStuck, watch.onTick)
    }
    if hanging != nil {
      for call in lateCalls { host.rememberLate(call.session) }
      onChange(status)
    } else if wasStuck {
      onChange(status)
      // What came back so late is no proof that the rest is well.
      DispatchQueue.global().async { @Sendable [self] in
        beat()
        proveAnew()
      }
    }
    onTick?()
  }

  /// One beat: a probe that keeps the session alive and finds a loss that nobody's call has met yet.
  public func beat() {
    guard live.withLock({ [.connected, .needsLogin, .failed].contains($0.state) && $0.anchor != nil }),
      host.gate.enter(before: Date())
    else { return }
    host.watchdog.wake(for: host)
    let generation = host.generation
    var soundness = look()
    // A login that ended behind our back needs no reconnection.
    if soundness == .loggedOut { soundness = renewLogin() == true ? .sound : .lost }
    let isWell = soundness == .sound
    let areKeysThere = isWell && trackedKeysAnswer()
    host.gate.leave()
    if !isWell {
      host.reportLoss(
        HSMError(
          .notConnected, "the token of driver \(driver.name) no longer answers as before",
          remedy: "reconnection goes on by itself"),
        in: generation)
    } else if !areKeysThere {
      proveAnew()
    }
  }

  /// Whether the tracked keys' handles still name objects; a token whose keys are not right is looked at now and then.
  private func trackedKeysAnswer() -> Bool {
    let (anchor, proof) = live.withLock { ($0.anchor, $0.proof) }
    guard let anchor else { return true }
    switch proof {
    case .open: return true
    case .different:
      return watch.withLock { watch in
        guard Date().timeIntervalSince(watch.lastProof) > driver.reconnect.longest.seconds else { return true }
        watch.lastProof = Date()
        return false
      }
    case .passed(let handles):
      let reader = AttributeReader([.CKA_CLASS])
      return handles.prefix(Self.handlesPerBeat).allSatisfy { handle in
        do throws(CryptokiError) {
          _ = try reader.read(handle, in: anchor)
          return true
        } catch {
          return triage.verdict(of: error.code) != .staleHandle
        }
      }
    }
  }

  /// So many keys are looked at in one beat, a call each.
  private static let handlesPerBeat = 32
}
