import HSM
import SecretMemory
import Settings
import Synchronization

/// One question at a time, however many drivers log in.
private let asking = Mutex(())

extension Connection {
  /// Logs in for a command: one try, with the PIN from where the configuration says.
  ///
  /// - Throws: `CommandFailure` 4 where nobody can type the PIN, or the token refuses it.
  func logIn(for invocation: Invocation) throws {
    guard !status.isLoggedIn else { return }
    do {
      switch driver.pin {
      case .protected:
        invocation.streams.message("waiting at the PIN pad of \(driver.name) …")
        try loginAtPINPad()
      case .prompt:
        try login(pin: try typedPIN(invocation))
      case .file, .command:
        let reader = PINReader(trustsPermissions: invocation.options.trustPermissions)
        guard let pin = try reader.read(driver.pin) else { return }
        try login(pin: pin)
      }
    } catch let error as HSMError where error.code == .refused {
      throw CommandFailure(4, error.message, remedy: error.remedy)
    }
  }

  private func typedPIN(_ invocation: Invocation) throws -> SecretBytes {
    let question = "PIN of token \(status.token?.label ?? "") (driver \(driver.name)): "
    let pin = asking.withLock { _ in invocation.options.noInput ? nil : PINPrompt.read(question) }
    guard let pin else {
      throw CommandFailure(
        4, "driver \(driver.name) needs a login, and nobody typed a PIN",
        remedy: "run it on a terminal, use --pin-file, or set `pin:` in the configuration")
    }
    return pin
  }
}
