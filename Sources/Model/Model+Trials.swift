internal import Foundation
internal import HSM
internal import KeyStoreAPI
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
        on: connection, isFull: isFull, reason: reason,
        isCancelled: { cancelledTrials.withLock { $0.contains(driver) } },
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
}
