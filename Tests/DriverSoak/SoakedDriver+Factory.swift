import Cryptoki

extension SoakedDriver {
  /// Takes a token from the factory's state to one with a label and a PIN of its own.
  func setUpFromFactory() throws {
    guard let factorySOPIN else { return }
    let module = try Module(path: module)
    try module.initialize(reserved: initialize)
    guard let blank = try module.slots(withToken: true).first else {
      throw CryptokiError(function: .C_GetSlotList, code: .CKR_TOKEN_NOT_PRESENT)
    }
    try module.initializeToken(in: blank, soPIN: secret(factorySOPIN), label: token)
    let session = try module.openSession(on: blank, readWrite: true)
    try session.login(.CKU_SO, pin: secret(factorySOPIN))
    // The first PIN must be changed before anything else: openCryptoki's user owns the second.
    try session.setPIN(from: secret(factorySOPIN), to: secret("12345678"))
    try session.initializePIN(secret("0000"))
    try session.logout()
    try session.login(.CKU_USER, pin: secret("0000"))
    try session.setPIN(from: secret("0000"), to: secret(pin))
    try session.logout()
    session.close()
    try module.finalize()
  }
}
