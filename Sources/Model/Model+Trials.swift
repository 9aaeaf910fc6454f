internal import Foundation
internal import HSM
internal import KeyStoreAPI
internal import Settings
import Synchronization

extension Model {
  func runTrial(on connection: Connection, isFull: Bool) throws(Failure) {
    let driver = connection.driver.name
    guard let instance = connection.trialInstance else {
      throw Failure(message: "driver \(driver) is not connected", remedy: "connect it first")
    }
    var sofar = TrialReport(instance: instance, at: Date(), rows: [])
    deliver(.trial(driver: driver, sofar, isRunning: true))
    do {
      let made = try installation.keyStore.runTrial(
        on: connection, isFull: isFull, reason: reason, isCancelled: { isTrialCancelled(driver) },
        report: { rows in
          sofar.rows += rows
          deliver(.trial(driver: driver, sofar, isRunning: true))
        })
      deliver(.trial(driver: driver, made, isRunning: false))
    } catch {
      deliver(.trial(driver: driver, sofar, isRunning: false))
      throw Failure(error)
    }
  }

  /// Tries a driver that was never tried with its library and token as they are now. One whose trial a person ended
  /// waits until it is asked for.
  func tryIfNew(_ connection: Connection) throws(Failure) {
    guard installation.configuration.trials == .startup, !isReadOnly, !isTrialCancelled(connection.driver.name) else {
      return
    }
    let isNew: Bool
    do {
      isNew = try installation.keyStore.isNew(connection)
    } catch {
      throw Failure(error)
    }
    if isNew { try runTrial(on: connection, isFull: false) }
  }

  private func isTrialCancelled(_ driver: String) -> Bool { cancelledTrials.withLock { $0.contains(driver) } }
}
