internal import Cryptoki

extension TokenSelector {
  func matches(_ token: TokenInfo) -> Bool {
    (label.map { $0 == token.label } ?? true) && (serial.map { $0 == token.serial } ?? true)
      && (manufacturer.map { $0 == token.manufacturer } ?? true) && (model.map { $0 == token.model } ?? true)
  }

  /// The selector in the words of an error.
  var words: String {
    let fields = [("label", label), ("serial", serial), ("manufacturer", manufacturer), ("model", model)]
    return fields.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", ")
  }

  /// Finds the one token that fits.
  ///
  /// - Throws: `HSMError`: none fits, or several do.
  func find(in module: Module, driver: DriverConfiguration) throws(HSMError) -> (SlotID, TokenInfo) {
    try askingAgain(while: { $0.code == .noToken }) { () throws(HSMError) in try look(in: module, driver: driver) }
  }

  private func look(in module: Module, driver: DriverConfiguration) throws(HSMError) -> (SlotID, TokenInfo) {
    var found: [(SlotID, TokenInfo)] = []
    var others: [String] = []
    var failure: CryptokiError?
    do {
      for slot in try module.slots(withToken: true) {
        do {
          let token = try module.tokenInfo(slot)
          if matches(token) { found.append((slot, token)) } else { others.append(token.label) }
        } catch {
          // One slot that cannot be read must not hide the others.
          failure = error
        }
      }
    } catch {
      throw HSMError(couldNot: "the slots of \(driver.modulePath) could not be listed", error)
    }
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      throw HSMError(
        .ambiguousToken, "\(found.count) tokens fit driver \(driver.name) (\(words))",
        remedy: "add the serial to `token:`: \(found.map { "serial=\($0.1.serial)" }.joined(separator: " or "))")
    }
    let named = others.filter { !$0.isEmpty }
    throw HSMError(
      .noToken, "no token fits driver \(driver.name) (\(words))",
      remedy: named.isEmpty
        ? "the module shows no initialised token: look at its own configuration"
        : "the module shows \(named.joined(separator: ", ")): correct `token:` in the configuration",
      cause: failure)
  }
}
