import Cryptoki
import HSM
import SecretMemory
import Synchronization

/// One question at a time, however many drivers log in.
private let asking = Mutex(())

extension Connection {
  /// Logs in for a command: one try, with the PIN from where the configuration says.
  ///
  /// - Throws: `CommandFailure` 4 where nobody can type the PIN, or the token refuses it; 6 where the last try before the
  ///   token locks was not confirmed.
  func logIn(for invocation: Invocation) throws {
    guard !status.isLoggedIn else { return }
    let finalTry = try confirmsFinalTry(invocation)
    switch driver.pin {
    case .protected:
      let waiting = PINPadWait(driver: driver.name, on: invocation.streams)
      defer { waiting.end() }
      try loginAtPINPad()
    case .prompt: try login(pin: try typedPIN(invocation), finalTry: finalTry)
    case .file, .command: try loginFromSource(finalTry: finalTry)
    }
  }

  private func confirmsFinalTry(_ invocation: Invocation) throws -> Bool {
    guard let token = status.token, status.pinFlags.contains("CKF_USER_PIN_FINAL_TRY") else { return false }
    try invocation.confirm("One more wrong PIN locks token \(token.label)", by: token.label)
    return true
  }

  private func typedPIN(_ invocation: Invocation) throws -> SecretBytes {
    let question = "PIN of token \(status.token?.label ?? "") (driver \(driver.name)): "
    let pin = asking.withLock { _ -> SecretBytes? in
      guard !invocation.options.noInput else { return nil }
      if let rule = profile.userPIN { invocation.streams.message(rule.words) }
      return PINPrompt.read(question)
    }
    guard let pin else {
      throw CommandFailure(
        4, "driver \(driver.name) needs a login, and nobody typed a PIN",
        remedy: "run it on a terminal, use --pin-file, or set `pin:` in the configuration")
    }
    return pin
  }
}
