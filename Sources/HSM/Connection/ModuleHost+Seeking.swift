internal import Foundation
import Synchronization

extension ModuleHost {
  /// Looks for one connection's token, in the background, while the library goes on for its neighbours.
  ///
  /// Some libraries see a token that came later only when they are initialised anew: after some fruitless tries that is
  /// done, ever more rarely, where every neighbour can be taken up again without a person.
  func seek(for connection: Connection, after first: HSMError) {
    let begins = connection.isSeeking.withLock { isSeeking in
      defer { isSeeking = true }
      return !isSeeking
    }
    guard begins else { return }
    inBackground { [self] in
      var cause = first
      var backoff = Backoff(policy)
      var attempt = 0
      var restartAt = Self.firstRestart
      while connection.isWanted, !connection.isEstablished, !isEnding {
        attempt += 1
        let wait = backoff.next(jitter: .random(in: 0...1))
        let next = Date(timeIntervalSinceNow: wait.seconds)
        connection.willRestore(cause, attempt: attempt, next: next)
        connection.wakeUp.wait(until: next)
        if attempt == restartAt, connections.allSatisfy({ $0 === connection || $0.comesBackUnasked }) {
          restartAt *= 2
          reportLoss(cause, in: generation)
        }
        // A reconnection of the whole library takes this connection along.
        guard gate.enter(before: next + deadlines.call.seconds) else { continue }
        defer { gate.leave() }
        guard connection.isWanted, !connection.isEstablished, let module else { continue }
        do throws(HSMError) {
          try connection.restore(on: module)
          connection.announce(proving: false)
        } catch {
          cause = error
        }
      }
      connection.isSeeking.withLock { $0 = false }
      // Whoever wanted it again a moment ago found this thread still seeking, and left it to it.
      if connection.isWanted, !connection.isEstablished, !isEnding { seek(for: connection, after: cause) }
    }
  }

  /// The try before which the library is first initialised anew for one driver's sake.
  private static let firstRestart = 10
}
