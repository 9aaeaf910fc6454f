import Cryptoki
import SecretMemory

/// The token that checks work on: its module, the session that keeps the login, and one session for each check.
final class Desk {
  let driver: DriverUnderTest
  let module: Module
  let calls = CallCounter()
  private(set) var slot = SlotID(rawValue: 0)
  private(set) var mechanisms: [MechanismType: MechanismInfo] = [:]
  private var keeper: Session?
  private var current: Session?
  /// Pairs that several checks use, made when the first of them asks.
  private var pairs: [KeyShape: KeyPair] = [:]
  /// Pairs that OpenSSL made, which outlast the token's sessions.
  private var outsiders: [KeyShape: OutsideKey] = [:]

  init(_ driver: DriverUnderTest) throws {
    self.driver = driver
    let calls = calls
    module = try Module(path: driver.module) { calls.count($0) }
    try module.initialize(reserved: driver.initialize)
  }

  /// A read-write session with the user logged in, of the check that runs.
  var session: Session {
    get throws {
      guard let current else { throw Mismatch(description: "the token has no session") }
      return current
    }
  }

  /// Finds the token, logs in and reads what it can do.
  func open() throws {
    slot = try theSlot()
    let keeper = try module.openSession(on: slot, readWrite: true)
    try keeper.login(.CKU_USER, pin: secret(driver.pin))
    self.keeper = keeper
    mechanisms = [:]
    for mechanism in try module.mechanisms(slot) {
      mechanisms[mechanism] = try module.mechanismInfo(mechanism, in: slot)
    }
  }

  /// Closes what `open` opened.
  func close() {
    pairs = [:]
    current?.close()
    keeper?.close()
    current = nil
    keeper = nil
  }

  /// Gives the check a session in which no other check left an operation or an object.
  func beginCheck() throws {
    current?.close()
    current = try keeper.map { try module.openSession(on: $0.slot, readWrite: true) }
  }

  /// The one slot whose token has the driver's label.
  func theSlot() throws -> SlotID {
    let slots = try module.slots(withToken: true).filter { try module.tokenInfo($0).label == driver.token }
    try require(slots.count == 1, "\(slots.count) tokens are called \(driver.token)")
    return slots[0]
  }

  var tokenFlags: TokenFlags { get throws { try module.tokenInfo(slot).flags } }

  /// Refuses a check that the driver does not offer to pass.
  func requireOffer(_ mechanism: MechanismType, _ use: MechanismFlags) throws {
    guard let info = mechanisms[mechanism] else { throw NotOffered(reason: "not listed") }
    guard info.flags.isSuperset(of: use) else {
      throw NotOffered(reason: "listed without \(use.subtracting(info.flags).names.joined(separator: ", "))")
    }
  }

  func offers(_ mechanism: MechanismType, _ use: MechanismFlags) -> Bool {
    mechanisms[mechanism]?.flags.isSuperset(of: use) ?? false
  }

  /// A pair of session objects that lasts for all checks.
  func pair(_ shape: KeyShape) throws -> KeyPair {
    if let pair = pairs[shape] { return pair }
    guard let keeper else { throw Mismatch(description: "the token has no session") }
    try requireOffer(shape.generation, .CKF_GENERATE_KEY_PAIR)
    let pair = try keeper.generatePair(shape, recovers: offers(.CKM_RSA_PKCS, .CKF_SIGN_RECOVER))
    pairs[shape] = pair
    return pair
  }
}

extension Desk {
  /// A pair that OpenSSL made.
  func outsider(_ shape: KeyShape) throws -> OutsideKey {
    if let key = outsiders[shape] { return key }
    var key: OutsideKey?
    if case .rsa(let bits) = shape, let pkcs8 = driver.outsideKeys[bits] {
      var length = 0
      key = try OutsideKey(pkcs8: pkcs8, of: shape, length: &length)
    }
    let made = try key ?? OutsideKey(generating: shape)
    outsiders[shape] = made
    return made
  }
}

/// Text as the locked bytes that logins take.
func secret(_ text: String) -> SecretBytes {
  var secret = SecretBytes(capacity: max(1, text.utf8.count))
  for byte in text.utf8 { _ = secret.append(byte) }
  return secret
}
