public import Cryptoki
internal import Foundation
import Synchronization

/// A slot as the Tokens screen and `slots` show it.
public struct SlotListing: Sendable, Hashable, Codable {
  public let driver: String
  public let slot: UInt
  public let info: SlotInfo
  /// Nil only where the slot says that it holds none.
  public let token: TokenInfo?
  /// Whether this is the token that the driver is configured for.
  public let isDriversToken: Bool
}

/// A mechanism that a token lists.
public struct MechanismListing: Sendable, Hashable, Codable {
  public let driver: String
  public let token: String
  public let type: MechanismType
  public let info: MechanismInfo
}

extension Connection {
  /// All slots of the driver's module, with what they hold. No login is needed.
  public func listSlots() throws(HSMError) -> [SlotListing] {
    try withModule(couldNot: "the slots of \(driver.name) could not be listed") { (module) throws(CryptokiError) in
      let own = live.withLock { $0.slot }
      var listings: [SlotListing] = []
      for slot in try module.slots() {
        let info = try module.slotInfo(slot)
        let token = info.flags.contains(.CKF_TOKEN_PRESENT) ? try module.tokenInfo(slot) : nil
        listings.append(
          SlotListing(
            driver: driver.name, slot: slot.rawValue, info: info, token: token, isDriversToken: slot == own))
      }
      return listings
    }
  }

  /// The mechanisms of the driver's token, in the order of their numbers.
  public func listMechanisms() throws(HSMError) -> [MechanismListing] {
    guard let (slot, token) = live.withLock({ live in live.slot.flatMap { s in live.token.map { (s, $0) } } }) else {
      throw HSMError(.notConnected, "driver \(driver.name) is not connected", remedy: "connect it first")
    }
    return try withModule(couldNot: "the mechanisms of \(driver.name) could not be listed") {
      (module) throws(CryptokiError) in
      var listings: [MechanismListing] = []
      for type in try module.mechanisms(slot).sorted(by: { $0.rawValue < $1.rawValue }) {
        do throws(CryptokiError) {
          let info = try module.mechanismInfo(type, in: slot)
          listings.append(MechanismListing(driver: driver.name, token: token.label, type: type, info: info))
        } catch let error where error.code == .CKR_MECHANISM_INVALID {
          continue  // Listed, and then not known: it cannot be used.
        }
      }
      return listings
    }
  }

  /// Whether the token offers a mechanism for all the uses in `flags`.
  public func offers(_ type: MechanismType, for flags: MechanismFlags) throws(HSMError) -> Bool {
    guard let slot = live.withLock({ $0.slot }) else {
      throw HSMError(.notConnected, "driver \(driver.name) is not connected", remedy: "connect it first")
    }
    return try withModule(couldNot: "the mechanisms of \(driver.name) could not be read") {
      (module) throws(CryptokiError) in
      do throws(CryptokiError) {
        return try module.mechanismInfo(type, in: slot).flags.isSuperset(of: flags)
      } catch let error where error.code == .CKR_MECHANISM_INVALID || error.code == .CKR_FUNCTION_NOT_SUPPORTED {
        return false
      }
    }
  }

  /// Calls that need no session still pass the gate.
  private func withModule<Value>(
    couldNot what: String, _ body: (Module) throws(CryptokiError) -> Value
  ) throws(HSMError) -> Value {
    try enterGate()
    let generation = host.generation
    let result: Swift.Result<Value, CryptokiError>
    if let module = host.module {
      result = Swift.Result { () throws(CryptokiError) in try body(module) }
    } else {
      result = .failure(CryptokiError(function: .C_GetSlotList, code: .CKR_CRYPTOKI_NOT_INITIALIZED))
    }
    host.gate.leave()
    switch result {
    case .success(let value): return value
    case .failure(let failure):
      let error = error(couldNot: what, failure)
      if triage.verdict(of: failure.code) == .lost { host.reportLoss(error, in: generation) }
      throw error
    }
  }
}
