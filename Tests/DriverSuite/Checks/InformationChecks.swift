import Cryptoki

extension Check {
  static let informationChecks: [Check] = [
    Check(.information, finding: libraryVersion) { try $0.module.info().libraryVersion.description },
    Check(.information, finding: "version of Cryptoki, C_GetInfo") { try $0.module.info().cryptokiVersion.description },
    Check(.information, finding: "version of the function list") { $0.module.functionListVersion.description },
    Check(.information, finding: "locking that C_Initialize agreed to") { $0.module.locking?.rawValue },
    Check(.information, "token set up by C_InitToken, C_InitPIN, C_SetPIN") { desk in
      try setUp(desk)
    },
    Check(.information, "slot and token say who they are") { desk in
      try desk.open()
      let slot = try desk.module.slotInfo(desk.slot)
      try require(slot.flags.contains(.CKF_TOKEN_PRESENT), "CKF_TOKEN_PRESENT is missing")
      let token = try desk.module.tokenInfo(desk.slot)
      let expected: TokenFlags = [.CKF_TOKEN_INITIALIZED, .CKF_USER_PIN_INITIALIZED, .CKF_LOGIN_REQUIRED, .CKF_RNG]
      let missing = expected.subtracting(token.flags)
      try require(missing.isEmpty, "\(missing.names.joined(separator: ", ")) is missing")
      try require(token.flags.isDisjoint(with: [.CKF_USER_PIN_TO_BE_CHANGED, .CKF_USER_PIN_LOCKED]), "the PIN is bad")
      try require(!token.serial.isEmpty && !token.manufacturer.isEmpty, "serial or manufacturer is empty")
    },
    Check(.information, finding: "mechanisms on the token") { desk in
      let listed = try desk.module.mechanisms(desk.slot)
      try require(Set(listed).count == listed.count, "a mechanism is listed twice")
      for (mechanism, info) in desk.mechanisms {
        try require(
          info.minimumKeySize <= info.maximumKeySize, "\(mechanism.name): the key's sizes contradict themselves")
      }
      return "\(listed.count)"
    },
    Check(.information, finding: "required mechanisms on the token") { desk in
      "\(MechanismType.rows.filter { $0.isRequired && desk.mechanisms[$0.type] != nil }.count)"
    },
    Check(.information, "random bytes, C_GenerateRandom") { desk in
      let (first, second) = (try desk.session.random(32), try desk.session.random(32))
      try require(first != second && first != [UInt8](repeating: 0, count: 32), "they repeat themselves")
    },
  ]

  /// The check by which a run is told from one with another version of the driver.
  static let libraryVersion = "version of the library, C_GetInfo"

  /// Takes a token from the factory's state to one with the driver's label and PINs.
  static func setUp(_ desk: Desk) throws {
    let (module, driver) = (desk.module, desk.driver)
    guard let factorySOPIN = driver.factorySOPIN else { throw NotOffered(reason: "it was set up before") }
    let blank = try module.slots(withToken: true).first {
      !(try module.tokenInfo($0).flags.contains(.CKF_TOKEN_INITIALIZED))
    }
    guard let blank else { throw Mismatch(description: "no slot holds a token that was not set up yet") }
    try module.initializeToken(in: blank, soPIN: secret(factorySOPIN), label: driver.token)
    let slot = try desk.theSlot()
    let session = try module.openSession(on: slot, readWrite: true)
    defer { session.close() }
    try session.login(.CKU_SO, pin: secret(factorySOPIN))
    if factorySOPIN != driver.soPIN { try session.setPIN(from: secret(factorySOPIN), to: secret(driver.soPIN)) }
    try session.initializePIN(secret("0000"))
    try session.logout()
    try session.login(.CKU_USER, pin: secret("0000"))
    try session.setPIN(from: secret("0000"), to: secret(driver.pin))
    try session.logout()
  }
}
