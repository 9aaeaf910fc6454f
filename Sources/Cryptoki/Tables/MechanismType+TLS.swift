internal import CCryptoki

// SSL, TLS and WTLS.
extension MechanismType {
  public static let CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE = Self(
    rawValue: CCryptoki.CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE)
  public static let CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH = Self(
    rawValue: CCryptoki.CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH)
  public static let CKM_SSL3_PRE_MASTER_KEY_GEN = Self(rawValue: CCryptoki.CKM_SSL3_PRE_MASTER_KEY_GEN)
  public static let CKM_SSL3_MASTER_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_SSL3_MASTER_KEY_DERIVE)
  public static let CKM_SSL3_KEY_AND_MAC_DERIVE = Self(rawValue: CCryptoki.CKM_SSL3_KEY_AND_MAC_DERIVE)
  public static let CKM_SSL3_MASTER_KEY_DERIVE_DH = Self(rawValue: CCryptoki.CKM_SSL3_MASTER_KEY_DERIVE_DH)
  public static let CKM_TLS_PRE_MASTER_KEY_GEN = Self(rawValue: CCryptoki.CKM_TLS_PRE_MASTER_KEY_GEN)
  public static let CKM_TLS_MASTER_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_TLS_MASTER_KEY_DERIVE)
  public static let CKM_TLS_KEY_AND_MAC_DERIVE = Self(rawValue: CCryptoki.CKM_TLS_KEY_AND_MAC_DERIVE)
  public static let CKM_TLS_MASTER_KEY_DERIVE_DH = Self(rawValue: CCryptoki.CKM_TLS_MASTER_KEY_DERIVE_DH)
  public static let CKM_TLS_PRF = Self(rawValue: CCryptoki.CKM_TLS_PRF)
  public static let CKM_SSL3_MD5_MAC = Self(rawValue: CCryptoki.CKM_SSL3_MD5_MAC)
  public static let CKM_SSL3_SHA1_MAC = Self(rawValue: CCryptoki.CKM_SSL3_SHA1_MAC)
  public static let CKM_WTLS_PRE_MASTER_KEY_GEN = Self(rawValue: CCryptoki.CKM_WTLS_PRE_MASTER_KEY_GEN)
  public static let CKM_WTLS_MASTER_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_WTLS_MASTER_KEY_DERIVE)
  public static let CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC = Self(rawValue: CCryptoki.CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC)
  public static let CKM_WTLS_PRF = Self(rawValue: CCryptoki.CKM_WTLS_PRF)
  public static let CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE = Self(rawValue: CCryptoki.CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE)
  public static let CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE = Self(rawValue: CCryptoki.CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE)
  public static let CKM_TLS10_MAC_SERVER = Self(rawValue: CCryptoki.CKM_TLS10_MAC_SERVER)
  public static let CKM_TLS10_MAC_CLIENT = Self(rawValue: CCryptoki.CKM_TLS10_MAC_CLIENT)
  public static let CKM_TLS12_MAC = Self(rawValue: CCryptoki.CKM_TLS12_MAC)
  public static let CKM_TLS12_KDF = Self(rawValue: CCryptoki.CKM_TLS12_KDF)
  public static let CKM_TLS12_MASTER_KEY_DERIVE = Self(rawValue: CCryptoki.CKM_TLS12_MASTER_KEY_DERIVE)
  public static let CKM_TLS12_KEY_AND_MAC_DERIVE = Self(rawValue: CCryptoki.CKM_TLS12_KEY_AND_MAC_DERIVE)
  public static let CKM_TLS12_MASTER_KEY_DERIVE_DH = Self(rawValue: CCryptoki.CKM_TLS12_MASTER_KEY_DERIVE_DH)
  public static let CKM_TLS12_KEY_SAFE_DERIVE = Self(rawValue: CCryptoki.CKM_TLS12_KEY_SAFE_DERIVE)
  public static let CKM_TLS_MAC = Self(rawValue: CCryptoki.CKM_TLS_MAC)
  public static let CKM_TLS_KDF = Self(rawValue: CCryptoki.CKM_TLS_KDF)

  static let tlsRows: [Row] = [
    Row(.CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE, "CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE", .other, nil),
    Row(.CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH, "CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH", .other, nil),
    Row(.CKM_SSL3_PRE_MASTER_KEY_GEN, "CKM_SSL3_PRE_MASTER_KEY_GEN", .other, nil),
    Row(.CKM_SSL3_MASTER_KEY_DERIVE, "CKM_SSL3_MASTER_KEY_DERIVE", .other, nil),
    Row(.CKM_SSL3_KEY_AND_MAC_DERIVE, "CKM_SSL3_KEY_AND_MAC_DERIVE", .other, nil),
    Row(.CKM_SSL3_MASTER_KEY_DERIVE_DH, "CKM_SSL3_MASTER_KEY_DERIVE_DH", .other, nil),
    Row(.CKM_TLS_PRE_MASTER_KEY_GEN, "CKM_TLS_PRE_MASTER_KEY_GEN", .other, nil),
    Row(.CKM_TLS_MASTER_KEY_DERIVE, "CKM_TLS_MASTER_KEY_DERIVE", .other, nil),
    Row(.CKM_TLS_KEY_AND_MAC_DERIVE, "CKM_TLS_KEY_AND_MAC_DERIVE", .other, nil),
    Row(.CKM_TLS_MASTER_KEY_DERIVE_DH, "CKM_TLS_MASTER_KEY_DERIVE_DH", .other, nil),
    Row(.CKM_TLS_PRF, "CKM_TLS_PRF", .other, nil),
    Row(.CKM_SSL3_MD5_MAC, "CKM_SSL3_MD5_MAC", .macLength, nil),
    Row(.CKM_SSL3_SHA1_MAC, "CKM_SSL3_SHA1_MAC", .macLength, nil),
    Row(.CKM_WTLS_PRE_MASTER_KEY_GEN, "CKM_WTLS_PRE_MASTER_KEY_GEN", .other, nil),
    Row(.CKM_WTLS_MASTER_KEY_DERIVE, "CKM_WTLS_MASTER_KEY_DERIVE", .other, nil),
    Row(.CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC, "CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC", .other, nil),
    Row(.CKM_WTLS_PRF, "CKM_WTLS_PRF", .other, nil),
    Row(.CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE, "CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE", .other, nil),
    Row(.CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE, "CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE", .other, nil),
    Row(.CKM_TLS10_MAC_SERVER, "CKM_TLS10_MAC_SERVER", .other, nil),
    Row(.CKM_TLS10_MAC_CLIENT, "CKM_TLS10_MAC_CLIENT", .other, nil),
    Row(.CKM_TLS12_MAC, "CKM_TLS12_MAC", .other, nil),
    Row(.CKM_TLS12_KDF, "CKM_TLS12_KDF", .other, nil),
    Row(.CKM_TLS12_MASTER_KEY_DERIVE, "CKM_TLS12_MASTER_KEY_DERIVE", .other, nil),
    Row(.CKM_TLS12_KEY_AND_MAC_DERIVE, "CKM_TLS12_KEY_AND_MAC_DERIVE", .other, nil),
    Row(.CKM_TLS12_MASTER_KEY_DERIVE_DH, "CKM_TLS12_MASTER_KEY_DERIVE_DH", .other, nil),
    Row(.CKM_TLS12_KEY_SAFE_DERIVE, "CKM_TLS12_KEY_SAFE_DERIVE", .other, nil),
    Row(.CKM_TLS_MAC, "CKM_TLS_MAC", .other, nil),
    Row(.CKM_TLS_KDF, "CKM_TLS_KDF", .other, nil),
  ]
}
