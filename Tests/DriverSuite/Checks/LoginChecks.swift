import Cryptoki

/// They log out and in again, and so come when no other check has objects.
extension Check {
  static let loginChecks: [Check] = [
    Check(.login, "a second login is told from the first") { desk in
      try expect(.CKR_USER_ALREADY_LOGGED_IN) { try desk.session.login(.CKU_USER, pin: secret(desk.driver.pin)) }
    },
    Check(.login, "private objects are hidden before the login") { desk in
      let session = try desk.session
      let key = try session.generateKey(
        Mechanism(.CKM_AES_KEY_GEN), .tokenKey("hidden before the login", id: [0x21]))
      try session.logout()
      let hidden = try session.findObjects([.CKA_LABEL: .text("hidden before the login")])
      try session.login(.CKU_USER, pin: secret(desk.driver.pin))
      let found = try session.findObjects([.CKA_LABEL: .text("hidden before the login")])
      // A token may give the key another handle in each login.
      for object in found { try session.destroyObject(object) }
      try require(hidden.isEmpty, "\(key) is found by the public")
      try require(found.count == 1, "\(found.count) are found after the login")
    },
    Check(.login, "a wrong PIN is refused and flagged, the right one clears the flag") { desk in
      let session = try desk.session
      try session.logout()
      defer { logInAgain(session, desk) }
      try expect(.CKR_PIN_INCORRECT) { try session.login(.CKU_USER, pin: secret("9999")) }
      try require(try desk.tokenFlags.contains(.CKF_USER_PIN_COUNT_LOW), "CKF_USER_PIN_COUNT_LOW is not set")
      try session.login(.CKU_USER, pin: secret(desk.driver.pin))
      try require(!(try desk.tokenFlags.contains(.CKF_USER_PIN_COUNT_LOW)), "CKF_USER_PIN_COUNT_LOW stays")
    },
    Check(.login, "three wrong PINs lock: FINAL_TRY, then LOCKED") { desk in
      let session = try desk.session
      try session.logout()
      defer { logInAgain(session, desk) }
      for _ in 1...2 { try expect(.CKR_PIN_INCORRECT) { try session.login(.CKU_USER, pin: secret("9999")) } }
      try require(try desk.tokenFlags.contains(.CKF_USER_PIN_FINAL_TRY), "CKF_USER_PIN_FINAL_TRY is not set")
      try expect(.CKR_PIN_INCORRECT) { try session.login(.CKU_USER, pin: secret("9999")) }
      try require(try desk.tokenFlags.contains(.CKF_USER_PIN_LOCKED), "CKF_USER_PIN_LOCKED is not set")
      try expect(.CKR_PIN_LOCKED) { try session.login(.CKU_USER, pin: secret(desk.driver.pin)) }
    },
    Check(.login, "the security officer sets a new PIN, C_InitPIN") { desk in
      let session = try desk.session
      // Where the PIN was locked, nobody is logged in.
      try? session.logout()
      defer { logInAgain(session, desk) }
      try session.login(.CKU_SO, pin: secret(desk.driver.soPIN))
      try session.initializePIN(secret("0000"))
      try session.logout()
      try require(!(try desk.tokenFlags.contains(.CKF_USER_PIN_LOCKED)), "the PIN stays locked")
      try session.login(.CKU_USER, pin: secret("0000"))
      try session.setPIN(from: secret("0000"), to: secret(desk.driver.pin))
    },
  ]

  /// The checks that follow need the login, whatever this one came to; where it fails, they say so.
  private static func logInAgain(_ session: Session, _ desk: Desk) {
    try? session.logout()
    try? session.login(.CKU_USER, pin: secret(desk.driver.pin))
  }
}

/// Throws unless a call is refused with this code.
func expect(_ code: ReturnCode, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as CryptokiError where error.code == code {
    return
  }
  throw Mismatch(description: "CKR_OK instead of \(code.name)")
}

extension Template {
  /// An AES-256 key that stays on the token and may encrypt.
  static func tokenKey(_ label: String, id: [UInt8]) -> Template {
    [
      .CKA_TOKEN: true, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false, .CKA_LABEL: .text(label),
      .CKA_ID: .bytes(id), .CKA_VALUE_LEN: .number(32), .CKA_ENCRYPT: true, .CKA_DECRYPT: true,
    ]
  }
}
