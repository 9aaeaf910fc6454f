internal import CCryptoki

// Keys from passwords: PBE and PKCS #5.
extension MechanismType {
  public static let CKM_PBE_MD2_DES_CBC = Self(rawValue: CCryptoki.CKM_PBE_MD2_DES_CBC)
  public static let CKM_PBE_MD5_DES_CBC = Self(rawValue: CCryptoki.CKM_PBE_MD5_DES_CBC)
  public static let CKM_PBE_MD5_CAST_CBC = Self(rawValue: CCryptoki.CKM_PBE_MD5_CAST_CBC)
  public static let CKM_PBE_MD5_CAST3_CBC = Self(rawValue: CCryptoki.CKM_PBE_MD5_CAST3_CBC)
  public static let CKM_PBE_MD5_CAST128_CBC = Self(rawValue: CCryptoki.CKM_PBE_MD5_CAST128_CBC)
  public static let CKM_PBE_SHA1_CAST128_CBC = Self(rawValue: CCryptoki.CKM_PBE_SHA1_CAST128_CBC)
  public static let CKM_PBE_SHA1_RC4_128 = Self(rawValue: CCryptoki.CKM_PBE_SHA1_RC4_128)
  public static let CKM_PBE_SHA1_RC4_40 = Self(rawValue: CCryptoki.CKM_PBE_SHA1_RC4_40)
  public static let CKM_PBE_SHA1_DES3_EDE_CBC = Self(rawValue: CCryptoki.CKM_PBE_SHA1_DES3_EDE_CBC)
  public static let CKM_PBE_SHA1_DES2_EDE_CBC = Self(rawValue: CCryptoki.CKM_PBE_SHA1_DES2_EDE_CBC)
  public static let CKM_PBE_SHA1_RC2_128_CBC = Self(rawValue: CCryptoki.CKM_PBE_SHA1_RC2_128_CBC)
  public static let CKM_PBE_SHA1_RC2_40_CBC = Self(rawValue: CCryptoki.CKM_PBE_SHA1_RC2_40_CBC)
  public static let CKM_PKCS5_PBKD2 = Self(rawValue: CCryptoki.CKM_PKCS5_PBKD2)
  public static let CKM_PBA_SHA1_WITH_SHA1_HMAC = Self(rawValue: CCryptoki.CKM_PBA_SHA1_WITH_SHA1_HMAC)

  static let passwordRows: [Row] = [
    Row(.CKM_PBE_MD2_DES_CBC, "CKM_PBE_MD2_DES_CBC", .other, nil),
    Row(.CKM_PBE_MD5_DES_CBC, "CKM_PBE_MD5_DES_CBC", .other, nil),
    Row(.CKM_PBE_MD5_CAST_CBC, "CKM_PBE_MD5_CAST_CBC", .other, nil),
    Row(.CKM_PBE_MD5_CAST3_CBC, "CKM_PBE_MD5_CAST3_CBC", .other, nil),
    Row(.CKM_PBE_MD5_CAST128_CBC, "CKM_PBE_MD5_CAST128_CBC", .other, nil),
    Row(.CKM_PBE_SHA1_CAST128_CBC, "CKM_PBE_SHA1_CAST128_CBC", .other, nil),
    Row(.CKM_PBE_SHA1_RC4_128, "CKM_PBE_SHA1_RC4_128", .other, nil),
    Row(.CKM_PBE_SHA1_RC4_40, "CKM_PBE_SHA1_RC4_40", .other, nil),
    Row(.CKM_PBE_SHA1_DES3_EDE_CBC, "CKM_PBE_SHA1_DES3_EDE_CBC", .other, nil),
    Row(.CKM_PBE_SHA1_DES2_EDE_CBC, "CKM_PBE_SHA1_DES2_EDE_CBC", .other, nil),
    Row(.CKM_PBE_SHA1_RC2_128_CBC, "CKM_PBE_SHA1_RC2_128_CBC", .other, nil),
    Row(.CKM_PBE_SHA1_RC2_40_CBC, "CKM_PBE_SHA1_RC2_40_CBC", .other, nil),
    Row(.CKM_PKCS5_PBKD2, "CKM_PKCS5_PBKD2", .other, nil),
    Row(.CKM_PBA_SHA1_WITH_SHA1_HMAC, "CKM_PBA_SHA1_WITH_SHA1_HMAC", .other, nil),
  ]
}
