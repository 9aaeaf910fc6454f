import ArgumentParser
import Cryptoki
import HSM
import KeyStoreAPI

struct TokenInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Set a token up: its label and the security officer's PIN.",
    discussion: "With --reinitialize everything on an initialised token is destroyed; its label has to be typed.")

  @Option(help: "The slot's number, as `claviger slots` shows it.")
  var slot: UInt

  @Option(help: "The token's new label: 1 to 32 bytes.")
  var label: String

  @Flag(help: "Destroy what is on an initialised token.")
  var reinitialize = false

  @OptionGroup var soPIN: SOPINOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    guard (1...32).contains(label.utf8.count), !label.hasSuffix(" ") else {
      throw CommandFailure(2, "a token's label has 1 to 32 bytes and ends in no space", remedy: "choose another label")
    }
    let (number, label, reinitialize, soPIN) = (slot, label, reinitialize, soPIN)
    try TokenWork.run(options, done: "set up") { work in
      let slot = try work.administration.token(inSlot: number)
      let isInitialized = slot.token?.flags.contains(.CKF_TOKEN_INITIALIZED) ?? false
      var finalTry = false
      if isInitialized { finalTry = try work.admitDestruction(of: slot, reinitialize: reinitialize) }
      let question = isInitialized ? "SO PIN of token \(slot.tokenWords): " : "SO PIN for the new token: "
      let input = try soPIN.input(question, isNew: !isInitialized)
      return try work.withPIN(input, for: slot, driver: nil, user: UserType.CKU_SO.name) { pin in
        try work.audited("token-init", slot, from: slot.tokenWords, to: label) {
          try work.administration.initialize(slot, soPIN: pin, label: label, finalTry: finalTry)
        }
      }
    }
  }
}

extension TokenWork {
  /// Lets everything on a token be destroyed, or says why not; answers whether a last try was confirmed with it.
  fileprivate func admitDestruction(of slot: SlotListing, reinitialize: Bool) throws -> Bool {
    guard let token = slot.token else { return false }
    let task = "token \(token.label) in slot \(slot.slot) cannot be set up anew"
    guard reinitialize else {
      throw CommandFailure(6, "\(task): it is initialised", remedy: "--reinitialize destroys everything on it")
    }
    let uses = try store.uses(of: TokenIdentity(token))
    guard uses.isEmpty else {
      throw CommandFailure(
        6, "\(task): \(uses.map(\.words).joined(separator: "; "))",
        remedy: "clear the defaults, and bring the secrets under keys of another token, first")
    }
    let isFinalTry = token.flags.pinState(of: .securityOfficer) == .finalTry
    let warning = isFinalTry ? ", and one more wrong SO PIN locks it" : ""
    // A token without a label is known by its serial.
    try invocation.confirm(
      "Everything on token \(token.label), serial \(token.serial), is destroyed\(warning)",
      by: token.label.isEmpty ? token.serial : token.label)
    return isFinalTry
  }
}
