public import HSM

/// A task of a security officer, or the change of a PIN, that the console hands to a process of its own.
public struct TokenTask: Sendable, Hashable, Codable {
  public enum Kind: Sendable, Hashable, Codable {
    /// Sets the token in a slot up; on an initialised one everything is destroyed.
    case initialize(slot: UInt, label: String, reinitialize: Bool)
    /// Sets the user's first PIN.
    case setFirstPIN
    /// Gives the user another PIN where it is locked or forgotten.
    case unlock
    /// Changes the PIN of who knows it.
    case changePIN(PINRole)
  }

  public let driver: String
  public let kind: Kind
  /// What a person typed to confirm what cannot be undone.
  public let confirmation: String?

  public init(driver: String, kind: Kind, confirmation: String?) {
    self.driver = driver
    self.kind = kind
    self.confirmation = confirmation
  }

  /// Whose PIN is tried.
  public var role: PINRole {
    if case .changePIN(let role) = kind { role } else { .securityOfficer }
  }

  public var setsPIN: Bool {
    if case .initialize = kind { false } else { true }
  }

  /// The command that does it, given the descriptors that its PINs can be read from.
  func arguments(pin: Int32, newPIN: Int32?) -> [String] {
    let authority = role == .securityOfficer ? "--so-pin-descriptor" : "--pin-descriptor"
    var arguments: [String] =
      switch kind {
      case .initialize(let slot, let label, let reinitialize):
        // The label may begin with a hyphen.
        ["token", "init", "--slot", "\(slot)", "--label=\(label)"] + (reinitialize ? ["--reinitialize"] : [])
      case .setFirstPIN: ["token", "init-pin"]
      case .unlock: ["token", "unlock"]
      case .changePIN(.user): ["token", "change-pin"]
      case .changePIN(.securityOfficer): ["token", "change-pin", "--so"]
      }
    arguments += ["\(authority)=\(pin)"]
    if let newPIN { arguments += ["--new-pin-descriptor=\(newPIN)"] }
    if let confirmation { arguments += ["--confirm=\(confirmation)"] }
    return arguments + ["--driver", driver, "--json", "--no-input"]
  }
}

/// The PINs that a task on a token may want, as a person types them one after the other.
public enum TokenPINField: Sendable, Hashable, Codable {
  /// The security officer's, or the one that is to be changed.
  case present
  case new
  case newAgain
}
