import ArgumentParser
import Cryptoki
import HSM

struct TokenInitPINCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init-pin", abstract: "Set the user's first PIN, as security officer.")

  @OptionGroup var soPIN: SOPINOptions
  @OptionGroup var newPIN: NewPINOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let (soPIN, newPIN) = (soPIN, newPIN)
    try TokenWork.run(options, done: "set the first PIN of") { work in
      let slot = try work.administration.driversToken()
      guard let token = slot.token, !token.flags.contains(.CKF_USER_PIN_INITIALIZED) else {
        throw CommandFailure(
          6, "the user of token \(slot.tokenWords) has a PIN already",
          remedy: "`claviger token change-pin` changes it; `claviger token unlock` sets another as security officer")
      }
      return try work.setUserPIN("token-init-pin", token.label, slot, soPIN, newPIN)
    }
  }
}

struct TokenUnlockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Give the user another PIN, as security officer, where it is locked or forgotten.")

  @OptionGroup var soPIN: SOPINOptions
  @OptionGroup var newPIN: NewPINOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let (soPIN, newPIN) = (soPIN, newPIN)
    try TokenWork.run(options, done: "set another PIN of") { work in
      let slot = try work.administration.driversToken()
      return try work.setUserPIN("token-unlock", slot.token?.label ?? "", slot, soPIN, newPIN)
    }
  }
}

struct TokenChangePINCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change-pin", abstract: "Change the user's PIN, or with --so the security officer's.",
    discussion: "The user's old PIN comes from --pin-file, else from where the configuration says.")

  @Flag(help: "Change the security officer's PIN.")
  var so = false

  @OptionGroup var soPIN: SOPINOptions
  @OptionGroup var newPIN: NewPINOptions

  @Option(help: .hidden)
  var pinDescriptor: Int32?

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let (soPIN, newPIN, descriptor) = (soPIN, newPIN, pinDescriptor)
    let role = so ? PINRole.securityOfficer : .user
    try TokenWork.run(options, done: "changed the PIN of \(role.words) of") { work in
      let slot = try work.administration.driversToken()
      let label = slot.token?.label ?? ""
      let finalTry = try work.confirmsFinalTry(of: role, slot)
      let old =
        role == .securityOfficer
        ? try soPIN.input("present SO PIN of token \(label): ") : try work.presentPIN(label, descriptor)
      let new = try newPIN.input("new PIN of \(role.words) of token \(label): ")
      let isUser = role == .user
      return try work.withPIN(
        old, for: slot, driver: isUser ? work.driver.name : nil,
        user: isUser ? work.driver.login.words : UserType.CKU_SO.name
      ) { old in
        let new = try new.read(work.invocation, work.reader)
        let changed = try work.audited("token-change-pin", slot, to: role.words) {
          try work.administration.changePIN(of: slot, role: role, from: old, to: new, finalTry: finalTry)
        }
        if isUser { work.forgetRefusals(of: slot) }
        return changed
      }
    }
  }
}

extension TokenWork {
  /// Where the user's present PIN comes from: the driver's source, with `--pin-file` in its place.
  fileprivate func presentPIN(_ label: String, _ descriptor: Int32?) throws -> TokenPIN {
    if let descriptor { return .handedOver(descriptor) }
    switch driver.pin {
    case .file, .command: return .source(driver.pin)
    case .prompt: return .typed(question: "present PIN of token \(label): ", isNew: false)
    case .protected:
      throw CommandFailure(
        6, "the PIN of token \(label) is typed at its PIN pad", remedy: "change it with the maker's own tool")
    }
  }

  /// Sets the user's PIN as security officer.
  fileprivate func setUserPIN(
    _ action: String, _ label: String, _ slot: SlotListing, _ soPIN: SOPINOptions, _ newPIN: NewPINOptions
  ) throws -> SlotListing {
    let finalTry = try confirmsFinalTry(of: .securityOfficer, slot)
    let soPIN = try soPIN.input("SO PIN of token \(label): ")
    let newPIN = try newPIN.input("new PIN of the user of token \(label): ")
    return try withPIN(soPIN, for: slot, driver: nil, user: UserType.CKU_SO.name) { soPIN in
      let newPIN = try newPIN.read(invocation, reader)
      let set = try audited(action, slot) {
        try administration.setUserPIN(of: slot, soPIN: soPIN, newPIN: newPIN, finalTry: finalTry)
      }
      forgetRefusals(of: slot)
      return set
    }
  }
}
