internal import Cryptoki
internal import Foundation
public import SecretMemory

/// What a security officer does with a token, and the change of a PIN, in a process that does nothing else with the
/// module.
///
/// A security officer's login fails with CKR_SESSION_READ_ONLY_EXISTS while a read-only session is open, and shuts the
/// user out while it lasts; connections and their jobs live in other processes and do not notice.
public final class TokenAdministration: Sendable {
  public let driver: DriverConfiguration
  private let host: ModuleHost

  /// Loads nothing yet.
  ///
  /// - Parameter modules: of this process, with the trace that its calls go to.
  public init(_ driver: DriverConfiguration, modules: LoadedModules) {
    self.driver = driver
    host = modules.host(for: driver)
    host.sessionOwners.add(driver: driver.name)
  }

  private var module: Module {
    get throws(HSMError) { try host.start() }
  }

  /// Leaves the module.
  public func close() {
    // Nothing is left that its answer could change.
    try? host.module?.finalize()
  }

  /// The oldest call that is past its deadline.
  public var hangingCall: ConnectionStatus.HangingCall? {
    let calls = host.module?.runningCalls ?? []
    return driver.deadlines.hanging(among: calls, at: monotonicNanoseconds(), pinPad: false)
  }

  /// What is known of the driver beyond the standard.
  public var profile: DriverProfile { driver.profile(of: host.info) }

  /// The driver's own token.
  public func driversToken() throws(HSMError) -> SlotListing {
    try listing(try driver.token.find(in: module, driver: driver).0, isDriversToken: true)
  }

  /// What is in a slot.
  ///
  /// - Throws: `HSMError`: `notFound` where the module has no such slot, `noToken` where it is empty.
  public func token(inSlot number: UInt) throws(HSMError) -> SlotListing {
    let slots = try asking("the slots of \(driver.name) could not be listed") { (module) throws(CryptokiError) in
      try module.slots()
    }
    guard slots.contains(SlotID(rawValue: number)) else {
      throw HSMError(
        .notFound, "driver \(driver.name) has no slot \(number)",
        remedy: "it has \(slots.map { "\($0.rawValue)" }.joined(separator: ", ")): see `claviger slots`")
    }
    return try listing(SlotID(rawValue: number), isDriversToken: false)
  }

  private func listing(_ slot: SlotID, isDriversToken: Bool) throws(HSMError) -> SlotListing {
    let listing = try asking("slot \(slot.rawValue) of \(driver.name) could not be looked at") {
      (module) throws(CryptokiError) in
      let info = try module.slotInfo(slot)
      let token = info.flags.contains(.CKF_TOKEN_PRESENT) ? try module.tokenInfo(slot) : nil
      return SlotListing(
        driver: driver.name, slot: slot.rawValue, info: info, token: token, isDriversToken: isDriversToken)
    }
    guard listing.token != nil else {
      throw HSMError(.noToken, "slot \(slot.rawValue) of \(driver.name) is empty", remedy: "insert the token")
    }
    return listing
  }

  private func asking<Value>(
    _ couldNot: String, _ body: (Module) throws(CryptokiError) -> Value
  ) throws(HSMError) -> Value {
    let module = try module
    do {
      return try body(module)
    } catch {
      throw HSMError(couldNot: couldNot, error)
    }
  }

  /// Sets a token up, or wipes it and sets it up anew.
  ///
  /// - Parameters:
  ///   - soPIN: the security officer's PIN: the present one of an initialised token, else the new one.
  ///   - label: 1 to 32 bytes of UTF-8.
  ///   - finalTry: allows the try after which the token locks the security officer's PIN.
  /// - Returns: the token as it is now; its slot's number may be another one.
  ///
  /// The corresponding C function is `C_InitToken`.
  public func initialize(
    _ slot: SlotListing, soPIN: borrowing SecretBytes, label: String, finalTry: Bool = false
  ) throws(HSMError) -> SlotListing {
    if let token = slot.token, token.flags.contains(.CKF_TOKEN_INITIALIZED) {
      try token.admitTry(of: .securityOfficer, finalTry: finalTry)
    }
    try asking("the token in slot \(slot.slot) was not set up") { (module) throws(CryptokiError) in
      try module.initializeToken(in: SlotID(rawValue: slot.slot), soPIN: soPIN, label: label)
    }
    return try found(anew: slot)
  }

  /// The token of a slot after the module was initialised again: some modules number their slots by what is on the
  /// token, and would show another number to the next process.
  private func found(anew slot: SlotListing) throws(HSMError) -> SlotListing {
    let now = try listing(SlotID(rawValue: slot.slot), isDriversToken: slot.isDriversToken)
    guard let identity = now.token.map(TokenIdentity.init) else { return now }
    let couldNot = "token \(identity.label) was set up, but could not be looked at again"
    let place = try asking(couldNot) { (module) throws(CryptokiError) in
      try module.finalize()
      try module.initialize(reserved: driver.initialize)
      for other in try module.slots(withToken: true) where try TokenIdentity(module.tokenInfo(other)) == identity {
        return Optional(other)
      }
      return nil
    }
    return try listing(place ?? SlotID(rawValue: slot.slot), isDriversToken: slot.isDriversToken)
  }

  /// Sets the user's PIN as security officer: the first one, or another where it was locked or forgotten.
  ///
  /// The corresponding C functions are `C_Login` and `C_InitPIN`.
  public func setUserPIN(
    of slot: SlotListing, soPIN: borrowing SecretBytes, newPIN: borrowing SecretBytes, finalTry: Bool = false
  ) throws(HSMError) -> SlotListing {
    try change(slot, as: .securityOfficer, pin: soPIN, finalTry: finalTry, new: newPIN) {
      (session, _, new) throws(CryptokiError) in
      try session.initializePIN(new)
    }
  }

  /// Changes the PIN of the driver's user, or of the security officer.
  ///
  /// The corresponding C functions are `C_Login` and `C_SetPIN`.
  public func changePIN(
    of slot: SlotListing, role: PINRole, from old: borrowing SecretBytes, to new: borrowing SecretBytes,
    finalTry: Bool = false
  ) throws(HSMError) -> SlotListing {
    try change(slot, as: role, pin: old, finalTry: finalTry, new: new) {
      (session, old, new) throws(CryptokiError) in
      try session.setPIN(from: old, to: new)
    }
  }

  /// Logs in, once, changes a PIN and logs out, in a read-write session.
  private func change(
    _ slot: SlotListing, as role: PINRole, pin: borrowing SecretBytes, finalTry: Bool,
    new: borrowing SecretBytes,
    _ body: (Session, borrowing SecretBytes, borrowing SecretBytes) throws(CryptokiError) -> Void
  ) throws(HSMError) -> SlotListing {
    let label = slot.token?.label ?? ""
    try slot.token?.admitTry(of: role, finalTry: finalTry)
    let session = try asking("no session with token \(label)") { (module) throws(CryptokiError) in
      try module.openSession(on: SlotID(rawValue: slot.slot), readWrite: true)
    }
    defer { session.close() }
    try asking("token \(label) refused the login of \(role.words)") { (_) throws(CryptokiError) in
      switch role {
      case .securityOfficer: try session.login(.CKU_SO, pin: pin)
      case .user: try session.login(as: driver.login, profile.login, pin: pin)
      }
    }
    try asking("token \(label) did not take the new PIN") { (_) throws(CryptokiError) in
      try body(session, pin, new)
    }
    // The login ends with the session in any case.
    try? session.logout()
    return try listing(SlotID(rawValue: slot.slot), isDriversToken: slot.isDriversToken)
  }
}
