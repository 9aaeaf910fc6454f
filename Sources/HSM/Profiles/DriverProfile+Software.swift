internal import Cryptoki

extension DriverProfile {
  static let softHSM: DriverProfile = {
    var row = DriverProfile("softhsm", "SoftHSM", paths: ["libsofthsm"], makers: ["softhsm"])
    row.variables = [
      ProfileVariable(name: "SOFTHSM2_CONF", words: [], separator: "", purpose: "where the tokens lie")
    ]
    row.userPIN = PINRule(nil, "never locked; the token only says that some were wrong")
    row.soPIN = PINRule(nil, "never locked; the token only says that some were wrong")
    return row
  }()

  /// NSS softokn: its codes are 0xCE534350 and what follows.
  static let nss: DriverProfile = {
    var row = DriverProfile("nss", "NSS", paths: ["libsoftokn3"], makers: ["mozilla", "nss "])
    row.codes = [
      // softokn's answer to C_Verify of a CKM_RSA_PKCS signature that does not fit: no sign of a lost device.
      ProfileCode(
        ReturnCode.CKR_DEVICE_ERROR.rawValue, "CKR_DEVICE_ERROR", .suspect,
        "the token refused, as it also does a signature that is not valid",
        "look at the signature and its mechanism, then at the database"),
      ProfileCode(
        0xCE53_4351, "CKR_NSS_CERTDB_FAILED", .suspect, "the certificate database cannot be opened",
        "look at the directory that `initialize:` names"),
      ProfileCode(
        0xCE53_4352, "CKR_NSS_KEYDB_FAILED", .suspect, "the key database cannot be used",
        "look at the directory that `initialize:` names"),
    ]
    row.userPIN = PINRule(nil, "never locked")
    return row
  }()

  static let openCryptoki: DriverProfile = {
    var row = DriverProfile("opencryptoki", "openCryptoki", paths: ["opencryptoki"], makers: ["opencryptoki"])
    row.userPIN = PINRule(3, "the PIN is locked until the security officer sets a new one")
    row.soPIN = PINRule(3, "the security officer's PIN is locked")
    return row
  }()

  static let p11Kit: DriverProfile = {
    var row = DriverProfile("p11-kit", "p11-kit client", paths: ["p11-kit-client"], makers: ["pkcs#11 kit"])
    row.variables = [
      ProfileVariable(
        name: "P11_KIT_SERVER_ADDRESS", words: [], separator: "", purpose: "where the server listens")
    ]
    // Its calls go one at a time through a socket in any case. When the server goes under several callers, the client
    // (0.24) wakes none of those that wait for their answer: they would hang for ever.
    row.isSerialised = true
    return row
  }()

  /// Calls the modules that it is configured with within this process: its callers do not wait for one another.
  ///
  /// Only its path tells it: what the client says of itself is what the proxy behind its server says.
  static let p11KitProxy = DriverProfile(
    "p11-kit-proxy", "p11-kit proxy", paths: ["p11-kit-proxy", "libp11-kit"], makers: [])
}
