internal import Cryptoki

extension DriverProfile {
  /// Thales (before: SafeNet) Luna.
  ///
  /// Sources: the vendor's cryptoki_v2.h; Luna administration guide, failed logins (HSM SO 3, others 10 at most), and
  /// partition roles (the crypto user is CKU_LIMITED_USER).
  static let luna: DriverProfile = {
    var row = DriverProfile(
      "luna", "Thales Luna", paths: ["libcryptoki2", "libcklog2", "/lunaclient/"],
      makers: ["safenet", "chrystoki", "luna"])
    row.codes = lunaCodes
    row.soPIN = PINRule(3, "everything on the HSM is destroyed, and only a backup brings it back", destroys: true)
    row.userPIN = PINRule(
      10, "the role is locked (fewer tries where partition policy 20 says so), for good where HSM policy 15 is off")
    row.limitedUsers = [LimitedUser(0x8000_0001, "crypto user")]
    row.wrapMechanisms = [MechanismType(rawValue: 0x8000_0171)]
    row.pairGeneration = [.CKM_RSA_PKCS_KEY_PAIR_GEN: .CKM_RSA_X9_31_KEY_PAIR_GEN]
    // After a network fault C_Finalize and C_Initialize do not suffice.
    row.reload = .early
    return row
  }()

  private static let lunaCodes: [ProfileCode] = [
    ProfileCode(
      0x8000_0007, "CKR_USER_LOCKED_OUT", .callersError, "the role is locked out",
      "have the security officer unlock the role"),
    ProfileCode(
      0x8000_001A, "CKR_USER_NOT_AUTHORIZED", .loginLost, "the role is not logged in, or may not do this", "log in"),
    ProfileCode(
      0x8000_001F, "CKR_UNABLE_TO_CONNECT", .lost, "the HSM cannot be reached",
      "look at the network and the client's registration"),
    ProfileCode(
      0x8000_0020, "CKR_PARTITION_DISABLED", .lost, "the partition is disabled", "have the partition activated"),
    ProfileCode(
      0x8000_0024, "CKR_TIMEOUT", .lost, "the HSM did not answer in time", "look at the network and the HSM's load"),
    ProfileCode(0x8000_002B, "CKR_DEVICE_TIMEOUT", .lost, "the HSM did not answer in time", "look at the HSM"),
    ProfileCode(
      0x8000_0053, "CKR_STC_SESSION_INVALID", .lost, "the secure channel to the HSM ended", "wait for the reconnection"),
    ProfileCode(
      0x8000_0056, "CKR_STC_NO_CHANNEL", .lost, "there is no secure channel to the HSM", "wait for the reconnection"),
    ProfileCode(
      0x8000_0076, "CKR_HSM_TAMPERED", .callersError, "the HSM was tampered with, or says so",
      "have its security officer look at it and clear the tamper state"),
    ProfileCode(
      0x8000_008D, "CKR_HSM_RESTART_REQUIRED", .callersError, "the HSM must be restarted", "restart the HSM"),
  ]
}
