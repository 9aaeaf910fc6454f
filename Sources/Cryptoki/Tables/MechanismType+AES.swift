internal import CCryptoki

// AES, key wrapping included.
extension MechanismType {
  public static let CKM_AES_XTS = Self(rawValue: CCryptoki.CKM_AES_XTS)
  public static let CKM_AES_XTS_KEY_GEN = Self(rawValue: CCryptoki.CKM_AES_XTS_KEY_GEN)
  public static let CKM_AES_KEY_GEN = Self(rawValue: CCryptoki.CKM_AES_KEY_GEN)
  public static let CKM_AES_ECB = Self(rawValue: CCryptoki.CKM_AES_ECB)
  public static let CKM_AES_CBC = Self(rawValue: CCryptoki.CKM_AES_CBC)
  public static let CKM_AES_MAC = Self(rawValue: CCryptoki.CKM_AES_MAC)
  public static let CKM_AES_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_AES_MAC_GENERAL)
  public static let CKM_AES_CBC_PAD = Self(rawValue: CCryptoki.CKM_AES_CBC_PAD)
  public static let CKM_AES_CTR = Self(rawValue: CCryptoki.CKM_AES_CTR)
  public static let CKM_AES_GCM = Self(rawValue: CCryptoki.CKM_AES_GCM)
  public static let CKM_AES_CCM = Self(rawValue: CCryptoki.CKM_AES_CCM)
  public static let CKM_AES_CTS = Self(rawValue: CCryptoki.CKM_AES_CTS)
  public static let CKM_AES_CMAC = Self(rawValue: CCryptoki.CKM_AES_CMAC)
  public static let CKM_AES_CMAC_GENERAL = Self(rawValue: CCryptoki.CKM_AES_CMAC_GENERAL)
  public static let CKM_AES_XCBC_MAC = Self(rawValue: CCryptoki.CKM_AES_XCBC_MAC)
  public static let CKM_AES_XCBC_MAC_96 = Self(rawValue: CCryptoki.CKM_AES_XCBC_MAC_96)
  public static let CKM_AES_GMAC = Self(rawValue: CCryptoki.CKM_AES_GMAC)
  public static let CKM_AES_ECB_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_AES_ECB_ENCRYPT_DATA)
  public static let CKM_AES_CBC_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_AES_CBC_ENCRYPT_DATA)
  public static let CKM_AES_OFB = Self(rawValue: CCryptoki.CKM_AES_OFB)
  public static let CKM_AES_CFB64 = Self(rawValue: CCryptoki.CKM_AES_CFB64)
  public static let CKM_AES_CFB8 = Self(rawValue: CCryptoki.CKM_AES_CFB8)
  public static let CKM_AES_CFB128 = Self(rawValue: CCryptoki.CKM_AES_CFB128)
  public static let CKM_AES_CFB1 = Self(rawValue: CCryptoki.CKM_AES_CFB1)
  public static let CKM_AES_KEY_WRAP = Self(rawValue: CCryptoki.CKM_AES_KEY_WRAP)
  public static let CKM_AES_KEY_WRAP_PAD = Self(rawValue: CCryptoki.CKM_AES_KEY_WRAP_PAD)
  public static let CKM_AES_KEY_WRAP_KWP = Self(rawValue: CCryptoki.CKM_AES_KEY_WRAP_KWP)
  public static let CKM_AES_KEY_WRAP_PKCS7 = Self(rawValue: CCryptoki.CKM_AES_KEY_WRAP_PKCS7)

  static let aesRows: [Row] = [
    Row(.CKM_AES_XTS, "CKM_AES_XTS", .iv, .CKK_AES_XTS),
    Row(.CKM_AES_XTS_KEY_GEN, "CKM_AES_XTS_KEY_GEN", .none, .CKK_AES_XTS),
    Row(.CKM_AES_KEY_GEN, "CKM_AES_KEY_GEN", .none, .CKK_AES, use: .used),
    Row(.CKM_AES_ECB, "CKM_AES_ECB", .none, .CKK_AES),
    Row(.CKM_AES_CBC, "CKM_AES_CBC", .iv, .CKK_AES, use: .used),
    Row(.CKM_AES_MAC, "CKM_AES_MAC", .none, .CKK_AES),
    Row(.CKM_AES_MAC_GENERAL, "CKM_AES_MAC_GENERAL", .macLength, .CKK_AES),
    Row(.CKM_AES_CBC_PAD, "CKM_AES_CBC_PAD", .iv, .CKK_AES, use: .used),
    Row(.CKM_AES_CTR, "CKM_AES_CTR", .ctr, .CKK_AES),
    Row(.CKM_AES_GCM, "CKM_AES_GCM", .gcm, .CKK_AES),
    Row(.CKM_AES_CCM, "CKM_AES_CCM", .ccm, .CKK_AES),
    Row(.CKM_AES_CTS, "CKM_AES_CTS", .iv, .CKK_AES),
    Row(.CKM_AES_CMAC, "CKM_AES_CMAC", .none, .CKK_AES),
    Row(.CKM_AES_CMAC_GENERAL, "CKM_AES_CMAC_GENERAL", .macLength, .CKK_AES),
    Row(.CKM_AES_XCBC_MAC, "CKM_AES_XCBC_MAC", .none, .CKK_AES),
    Row(.CKM_AES_XCBC_MAC_96, "CKM_AES_XCBC_MAC_96", .none, .CKK_AES),
    Row(.CKM_AES_GMAC, "CKM_AES_GMAC", .iv, .CKK_AES),
    Row(.CKM_AES_ECB_ENCRYPT_DATA, "CKM_AES_ECB_ENCRYPT_DATA", .derivationData, .CKK_AES),
    Row(.CKM_AES_CBC_ENCRYPT_DATA, "CKM_AES_CBC_ENCRYPT_DATA", .derivationData, .CKK_AES),
    Row(.CKM_AES_OFB, "CKM_AES_OFB", .iv, .CKK_AES),
    Row(.CKM_AES_CFB64, "CKM_AES_CFB64", .iv, .CKK_AES),
    Row(.CKM_AES_CFB8, "CKM_AES_CFB8", .iv, .CKK_AES),
    Row(.CKM_AES_CFB128, "CKM_AES_CFB128", .iv, .CKK_AES),
    Row(.CKM_AES_CFB1, "CKM_AES_CFB1", .iv, .CKK_AES),
    Row(.CKM_AES_KEY_WRAP, "CKM_AES_KEY_WRAP", .keyWrapIV, .CKK_AES),
    Row(.CKM_AES_KEY_WRAP_PAD, "CKM_AES_KEY_WRAP_PAD", .keyWrapIV, .CKK_AES, use: .used),
    Row(.CKM_AES_KEY_WRAP_KWP, "CKM_AES_KEY_WRAP_KWP", .kwp, .CKK_AES, use: .used),
    Row(.CKM_AES_KEY_WRAP_PKCS7, "CKM_AES_KEY_WRAP_PKCS7", .keyWrapIV, .CKK_AES),
  ]
}
