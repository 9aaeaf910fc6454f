internal import CCryptoki

// One-time passwords.
extension MechanismType {
  public static let CKM_SECURID_KEY_GEN = Self(rawValue: CCryptoki.CKM_SECURID_KEY_GEN)
  public static let CKM_SECURID = Self(rawValue: CCryptoki.CKM_SECURID)
  public static let CKM_HOTP_KEY_GEN = Self(rawValue: CCryptoki.CKM_HOTP_KEY_GEN)
  public static let CKM_HOTP = Self(rawValue: CCryptoki.CKM_HOTP)
  public static let CKM_ACTI = Self(rawValue: CCryptoki.CKM_ACTI)
  public static let CKM_ACTI_KEY_GEN = Self(rawValue: CCryptoki.CKM_ACTI_KEY_GEN)
  public static let CKM_KIP_DERIVE = Self(rawValue: CCryptoki.CKM_KIP_DERIVE)
  public static let CKM_KIP_WRAP = Self(rawValue: CCryptoki.CKM_KIP_WRAP)
  public static let CKM_KIP_MAC = Self(rawValue: CCryptoki.CKM_KIP_MAC)

  static let otpRows: [Row] = [
    Row(.CKM_SECURID_KEY_GEN, "CKM_SECURID_KEY_GEN", .none, .CKK_SECURID),
    Row(.CKM_SECURID, "CKM_SECURID", .other, .CKK_SECURID),
    Row(.CKM_HOTP_KEY_GEN, "CKM_HOTP_KEY_GEN", .none, .CKK_HOTP),
    Row(.CKM_HOTP, "CKM_HOTP", .other, .CKK_HOTP),
    Row(.CKM_ACTI, "CKM_ACTI", .other, .CKK_ACTI),
    Row(.CKM_ACTI_KEY_GEN, "CKM_ACTI_KEY_GEN", .none, .CKK_ACTI),
    Row(.CKM_KIP_DERIVE, "CKM_KIP_DERIVE", .other, nil),
    Row(.CKM_KIP_WRAP, "CKM_KIP_WRAP", .other, nil),
    Row(.CKM_KIP_MAC, "CKM_KIP_MAC", .other, nil),
  ]
}
