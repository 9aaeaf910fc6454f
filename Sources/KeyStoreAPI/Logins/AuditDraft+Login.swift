internal import Cryptoki
internal import HSM

extension AuditDraft {
  /// A login, or its refusal, as the audit log has it.
  ///
  /// - Parameters:
  ///   - driver: nil for a task that no driver's login stands behind.
  ///   - source: where the PIN came from, in a word; never anything of the PIN.
  init(login driver: String?, _ token: TokenIdentity, _ user: String, by source: String, refused answer: CryptokiError?)
  {
    let place = driver.map { "driver \($0), " } ?? ""
    self.init(
      action: answer == nil ? "log-in" : "refuse-pin",
      target: Name.printable("\(place)token \(token.label), serial \(token.serial), \(user)"),
      from: source, result: answer.map { "failed: \($0.code.name)" } ?? "done")
  }
}

extension PINAttempt {
  /// What the log says of a try with a PIN that nobody typed.
  func entry(refused answer: CryptokiError?) -> AuditDraft {
    AuditDraft(login: driver, token, user, by: source.prefix { $0 != " " }.description, refused: answer)
  }
}
