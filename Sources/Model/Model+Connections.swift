internal import Foundation
internal import HSM
internal import KeyStoreAPI
internal import SecretMemory

/// What is done on a driver's own queue.
extension Model {
  func perform(_ request: Request, on connection: Connection, report: Deliver) throws(Failure) {
    do throws(HSMError) {
      switch request {
      case .connect:
        do {
          try connection.connect()
        } catch {
          if error.code != .moduleUnusable { connection.keepTrying(after: error) }
          throw error
        }
      case .disconnect:
        connection.disconnect()
        installation.keyStore.forgetKeys(of: connection.driver.name)
      case .login(_, let finalTry):
        guard let pin = typedPIN.take() else {
          throw HSMError(.pinUnavailable, "no PIN was given", remedy: "type it again")
        }
        try connection.login(pin: pin, finalTry: finalTry)
      case .loginAtPINPad: try connection.loginAtPINPad()
      case .logout:
        installation.keyStore.forgetKeys(of: connection.driver.name)
        try connection.logout()
      case .listSlots(let driver): report(.slots(driver: driver, try connection.listSlots()))
      case .listMechanisms(let driver): report(.mechanisms(driver: driver, try connection.listMechanisms()))
      case .listKeys: try listKeys(on: connection, report: report)
      case .openKey(let key): report(.keyDetails(key, try connection.readAllAttributes(of: key)))
      case .key, .previewDefault, .setDefaultKey, .retry, .loadDefaults, .clearDefault, .confirmDefault, .checkDefaults,
        .followCalls, .tokenTask, .exportPair, .secret, .listAudit, .loadTrial, .runTrial, .tryNewDriver, .cancelTrial:
        break
      }
    } catch {
      throw Failure(error)
    }
    if case .key(let task) = request { return try perform(task, on: connection, report: report) }
    do throws(KeyStoreError) {
      switch request {
      case .loadTrial(let driver):
        let kept = try installation.keyStore.store.lastTrial(of: driver)
        report(.trial(driver: driver, kept, isRunning: false))
      case .previewDefault(let scope, .some(let key)):
        let reference = try installation.keyStore.prove(key, on: connection, for: scope)
        let moves = try installation.keyStore.store.moves(set: scope, to: reference)
        report(.preview(ChangePreview(scope: scope, key: key, moves: moves)))
      case .setDefaultKey(let scope, let key):
        try installation.keyStore.setDefault(scope, to: key, on: connection, reason: reason)
        proveDoubtedKeys()
        report(.defaults(try overview()))
      default: break
      }
    } catch {
      throw Failure(error)
    }
  }

  /// Reads the token's objects, a page at a time, so that the first stands on the screen before the last is read.
  private func listKeys(on connection: Connection, report: Deliver) throws(HSMError) {
    let ground = connection.status.isLoggedIn ? try installation.keyStore.ground(on: connection) : nil
    _ = try connection.listObjects(needsLogin: false, keepsUnreadable: true) { page, isLast in
      report(
        .keys(
          driver: connection.driver.name,
          KeyPage(keys: Array(page), isFirst: page.startIndex == 0, isLast: isLast, ground: ground)))
      return true
    }
  }
}
