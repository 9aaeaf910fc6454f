internal import CCryptoki

// DES, triple DES and CDMF.
extension MechanismType {
  public static let CKM_DES_KEY_GEN = Self(rawValue: CCryptoki.CKM_DES_KEY_GEN)
  public static let CKM_DES_ECB = Self(rawValue: CCryptoki.CKM_DES_ECB)
  public static let CKM_DES_CBC = Self(rawValue: CCryptoki.CKM_DES_CBC)
  public static let CKM_DES_MAC = Self(rawValue: CCryptoki.CKM_DES_MAC)
  public static let CKM_DES_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_DES_MAC_GENERAL)
  public static let CKM_DES_CBC_PAD = Self(rawValue: CCryptoki.CKM_DES_CBC_PAD)
  public static let CKM_DES2_KEY_GEN = Self(rawValue: CCryptoki.CKM_DES2_KEY_GEN)
  public static let CKM_DES3_KEY_GEN = Self(rawValue: CCryptoki.CKM_DES3_KEY_GEN)
  public static let CKM_DES3_ECB = Self(rawValue: CCryptoki.CKM_DES3_ECB)
  public static let CKM_DES3_CBC = Self(rawValue: CCryptoki.CKM_DES3_CBC)
  public static let CKM_DES3_MAC = Self(rawValue: CCryptoki.CKM_DES3_MAC)
  public static let CKM_DES3_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_DES3_MAC_GENERAL)
  public static let CKM_DES3_CBC_PAD = Self(rawValue: CCryptoki.CKM_DES3_CBC_PAD)
  public static let CKM_DES3_CMAC_GENERAL = Self(rawValue: CCryptoki.CKM_DES3_CMAC_GENERAL)
  public static let CKM_DES3_CMAC = Self(rawValue: CCryptoki.CKM_DES3_CMAC)
  public static let CKM_CDMF_KEY_GEN = Self(rawValue: CCryptoki.CKM_CDMF_KEY_GEN)
  public static let CKM_CDMF_ECB = Self(rawValue: CCryptoki.CKM_CDMF_ECB)
  public static let CKM_CDMF_CBC = Self(rawValue: CCryptoki.CKM_CDMF_CBC)
  public static let CKM_CDMF_MAC = Self(rawValue: CCryptoki.CKM_CDMF_MAC)
  public static let CKM_CDMF_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_CDMF_MAC_GENERAL)
  public static let CKM_CDMF_CBC_PAD = Self(rawValue: CCryptoki.CKM_CDMF_CBC_PAD)
  public static let CKM_DES_OFB64 = Self(rawValue: CCryptoki.CKM_DES_OFB64)
  public static let CKM_DES_OFB8 = Self(rawValue: CCryptoki.CKM_DES_OFB8)
  public static let CKM_DES_CFB64 = Self(rawValue: CCryptoki.CKM_DES_CFB64)
  public static let CKM_DES_CFB8 = Self(rawValue: CCryptoki.CKM_DES_CFB8)
  public static let CKM_DES_ECB_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_DES_ECB_ENCRYPT_DATA)
  public static let CKM_DES_CBC_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_DES_CBC_ENCRYPT_DATA)
  public static let CKM_DES3_ECB_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_DES3_ECB_ENCRYPT_DATA)
  public static let CKM_DES3_CBC_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_DES3_CBC_ENCRYPT_DATA)

  static let desRows: [Row] = [
    Row(.CKM_DES_KEY_GEN, "CKM_DES_KEY_GEN", .none, .CKK_DES),
    Row(.CKM_DES_ECB, "CKM_DES_ECB", .none, .CKK_DES),
    Row(.CKM_DES_CBC, "CKM_DES_CBC", .iv, .CKK_DES),
    Row(.CKM_DES_MAC, "CKM_DES_MAC", .none, .CKK_DES),
    Row(.CKM_DES_MAC_GENERAL, "CKM_DES_MAC_GENERAL", .macLength, .CKK_DES),
    Row(.CKM_DES_CBC_PAD, "CKM_DES_CBC_PAD", .iv, .CKK_DES),
    Row(.CKM_DES2_KEY_GEN, "CKM_DES2_KEY_GEN", .none, .CKK_DES2),
    Row(.CKM_DES3_KEY_GEN, "CKM_DES3_KEY_GEN", .none, .CKK_DES3),
    Row(.CKM_DES3_ECB, "CKM_DES3_ECB", .none, .CKK_DES3),
    Row(.CKM_DES3_CBC, "CKM_DES3_CBC", .iv, .CKK_DES3),
    Row(.CKM_DES3_MAC, "CKM_DES3_MAC", .none, .CKK_DES3),
    Row(.CKM_DES3_MAC_GENERAL, "CKM_DES3_MAC_GENERAL", .macLength, .CKK_DES3),
    Row(.CKM_DES3_CBC_PAD, "CKM_DES3_CBC_PAD", .iv, .CKK_DES3),
    Row(.CKM_DES3_CMAC_GENERAL, "CKM_DES3_CMAC_GENERAL", .macLength, .CKK_DES3),
    Row(.CKM_DES3_CMAC, "CKM_DES3_CMAC", .none, .CKK_DES3),
    Row(.CKM_CDMF_KEY_GEN, "CKM_CDMF_KEY_GEN", .none, .CKK_CDMF),
    Row(.CKM_CDMF_ECB, "CKM_CDMF_ECB", .none, .CKK_CDMF),
    Row(.CKM_CDMF_CBC, "CKM_CDMF_CBC", .iv, .CKK_CDMF),
    Row(.CKM_CDMF_MAC, "CKM_CDMF_MAC", .none, .CKK_CDMF),
    Row(.CKM_CDMF_MAC_GENERAL, "CKM_CDMF_MAC_GENERAL", .macLength, .CKK_CDMF),
    Row(.CKM_CDMF_CBC_PAD, "CKM_CDMF_CBC_PAD", .iv, .CKK_CDMF),
    Row(.CKM_DES_OFB64, "CKM_DES_OFB64", .iv, .CKK_DES),
    Row(.CKM_DES_OFB8, "CKM_DES_OFB8", .iv, .CKK_DES),
    Row(.CKM_DES_CFB64, "CKM_DES_CFB64", .iv, .CKK_DES),
    Row(.CKM_DES_CFB8, "CKM_DES_CFB8", .iv, .CKK_DES),
    Row(.CKM_DES_ECB_ENCRYPT_DATA, "CKM_DES_ECB_ENCRYPT_DATA", .derivationData, .CKK_DES),
    Row(.CKM_DES_CBC_ENCRYPT_DATA, "CKM_DES_CBC_ENCRYPT_DATA", .derivationData, .CKK_DES),
    Row(.CKM_DES3_ECB_ENCRYPT_DATA, "CKM_DES3_ECB_ENCRYPT_DATA", .derivationData, .CKK_DES3),
    Row(.CKM_DES3_CBC_ENCRYPT_DATA, "CKM_DES3_CBC_ENCRYPT_DATA", .derivationData, .CKK_DES3),
  ]
}
