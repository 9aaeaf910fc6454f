internal import Cryptoki

extension DriverProfile {
  /// AWS CloudHSM.
  ///
  /// Sources: AWS CloudHSM user guide, PKCS#11 library: authentication, mechanisms, known issues (no read-only sessions).
  static let cloudHSM: DriverProfile = {
    var row = DriverProfile("cloudhsm", "AWS CloudHSM", paths: ["libcloudhsm_pkcs11"], makers: ["cloudhsm", "cavium"])
    row.wrapMechanisms = [MechanismType(rawValue: 0x8000_216F), MechanismType(rawValue: 0x8000_210A)]
    row.pairGeneration = [.CKM_RSA_PKCS_KEY_PAIR_GEN: .CKM_RSA_X9_31_KEY_PAIR_GEN]
    row.login = .nameInPIN(separator: ":")
    row.sessions.hasReadOnly = false
    return row
  }()

  /// YubiHSM 2: the PIN begins with the authentication key's number, four hexadecimal digits.
  ///
  /// Source: Yubico, PKCS#11 with YubiHSM 2 (16 sessions, dropped after 30 s without a call; no security officer).
  static let yubiHSM: DriverProfile = {
    var row = DriverProfile("yubihsm", "YubiHSM 2", paths: ["yubihsm_pkcs11"], makers: ["yubico"])
    row.variables = [
      ProfileVariable(
        name: "YUBIHSM_PKCS11_CONF", words: [], separator: "", purpose: "where the connector's address is written")
    ]
    row.codes = [
      ProfileCode(
        0x6, "CKR_FUNCTION_FAILED", .suspect, "the HSM refused, or its connector does not answer",
        "look at the connector, then at the audit log of the HSM")
    ]
    row.login = .nameInPIN(separator: "")
    row.sessions.limit = 16
    row.sessions.idleLimit = .seconds(30)
    return row
  }()

  /// Utimaco SecurityServer and CryptoServer.
  static let utimaco: DriverProfile = {
    var row = DriverProfile("utimaco", "Utimaco", paths: ["libcs_pkcs11", "libcs2_pkcs11"], makers: ["utimaco"])
    row.variables = ["CS_PKCS11_R3_CFG", "CS_PKCS11_R2_CFG"].map {
      ProfileVariable(name: $0, words: [], separator: "", purpose: "where the HSM's address is written")
    }
    return row
  }()
}
