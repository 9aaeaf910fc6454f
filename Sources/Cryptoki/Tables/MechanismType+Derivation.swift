internal import CCryptoki

// Deriving keys from keys, and what belongs to no family.
extension MechanismType {
  public static let CKM_GENERIC_SECRET_KEY_GEN = Self(rawValue: CCryptoki.CKM_GENERIC_SECRET_KEY_GEN)
  public static let CKM_CONCATENATE_BASE_AND_KEY = Self(rawValue: CCryptoki.CKM_CONCATENATE_BASE_AND_KEY)
  public static let CKM_CONCATENATE_BASE_AND_DATA = Self(rawValue: CCryptoki.CKM_CONCATENATE_BASE_AND_DATA)
  public static let CKM_CONCATENATE_DATA_AND_BASE = Self(rawValue: CCryptoki.CKM_CONCATENATE_DATA_AND_BASE)
  public static let CKM_XOR_BASE_AND_DATA = Self(rawValue: CCryptoki.CKM_XOR_BASE_AND_DATA)
  public static let CKM_EXTRACT_KEY_FROM_KEY = Self(rawValue: CCryptoki.CKM_EXTRACT_KEY_FROM_KEY)
  public static let CKM_SP800_108_COUNTER_KDF = Self(rawValue: CCryptoki.CKM_SP800_108_COUNTER_KDF)
  public static let CKM_SP800_108_FEEDBACK_KDF = Self(rawValue: CCryptoki.CKM_SP800_108_FEEDBACK_KDF)
  public static let CKM_SP800_108_DOUBLE_PIPELINE_KDF = Self(rawValue: CCryptoki.CKM_SP800_108_DOUBLE_PIPELINE_KDF)
  public static let CKM_KEY_WRAP_LYNKS = Self(rawValue: CCryptoki.CKM_KEY_WRAP_LYNKS)
  public static let CKM_KEY_WRAP_SET_OAEP = Self(rawValue: CCryptoki.CKM_KEY_WRAP_SET_OAEP)
  public static let CKM_CMS_SIG = Self(rawValue: CCryptoki.CKM_CMS_SIG)
  public static let CKM_NULL = Self(rawValue: CCryptoki.CKM_NULL)
  public static let CKM_X3DH_INITIALIZE = Self(rawValue: CCryptoki.CKM_X3DH_INITIALIZE)
  public static let CKM_X3DH_RESPOND = Self(rawValue: CCryptoki.CKM_X3DH_RESPOND)
  public static let CKM_X2RATCHET_INITIALIZE = Self(rawValue: CCryptoki.CKM_X2RATCHET_INITIALIZE)
  public static let CKM_X2RATCHET_RESPOND = Self(rawValue: CCryptoki.CKM_X2RATCHET_RESPOND)
  public static let CKM_X2RATCHET_ENCRYPT = Self(rawValue: CCryptoki.CKM_X2RATCHET_ENCRYPT)
  public static let CKM_X2RATCHET_DECRYPT = Self(rawValue: CCryptoki.CKM_X2RATCHET_DECRYPT)
  public static let CKM_HKDF_DERIVE = Self(rawValue: CCryptoki.CKM_HKDF_DERIVE)
  public static let CKM_HKDF_DATA = Self(rawValue: CCryptoki.CKM_HKDF_DATA)
  public static let CKM_HKDF_KEY_GEN = Self(rawValue: CCryptoki.CKM_HKDF_KEY_GEN)
  public static let CKM_IKE2_PRF_PLUS_DERIVE = Self(rawValue: CCryptoki.CKM_IKE2_PRF_PLUS_DERIVE)
  public static let CKM_IKE_PRF_DERIVE = Self(rawValue: CCryptoki.CKM_IKE_PRF_DERIVE)
  public static let CKM_IKE1_PRF_DERIVE = Self(rawValue: CCryptoki.CKM_IKE1_PRF_DERIVE)
  public static let CKM_IKE1_EXTENDED_DERIVE = Self(rawValue: CCryptoki.CKM_IKE1_EXTENDED_DERIVE)
  public static let CKM_PUB_KEY_FROM_PRIV_KEY = Self(rawValue: CCryptoki.CKM_PUB_KEY_FROM_PRIV_KEY)

  static let derivationRows: [Row] = [
    Row(.CKM_GENERIC_SECRET_KEY_GEN, "CKM_GENERIC_SECRET_KEY_GEN", .none, .CKK_GENERIC_SECRET),
    Row(.CKM_CONCATENATE_BASE_AND_KEY, "CKM_CONCATENATE_BASE_AND_KEY", .other, nil),
    Row(.CKM_CONCATENATE_BASE_AND_DATA, "CKM_CONCATENATE_BASE_AND_DATA", .derivationData, nil),
    Row(.CKM_CONCATENATE_DATA_AND_BASE, "CKM_CONCATENATE_DATA_AND_BASE", .derivationData, nil),
    Row(.CKM_XOR_BASE_AND_DATA, "CKM_XOR_BASE_AND_DATA", .derivationData, nil),
    Row(.CKM_EXTRACT_KEY_FROM_KEY, "CKM_EXTRACT_KEY_FROM_KEY", .other, nil),
    Row(.CKM_SP800_108_COUNTER_KDF, "CKM_SP800_108_COUNTER_KDF", .other, nil),
    Row(.CKM_SP800_108_FEEDBACK_KDF, "CKM_SP800_108_FEEDBACK_KDF", .other, nil),
    Row(.CKM_SP800_108_DOUBLE_PIPELINE_KDF, "CKM_SP800_108_DOUBLE_PIPELINE_KDF", .other, nil),
    Row(.CKM_KEY_WRAP_LYNKS, "CKM_KEY_WRAP_LYNKS", .other, nil),
    Row(.CKM_KEY_WRAP_SET_OAEP, "CKM_KEY_WRAP_SET_OAEP", .other, nil),
    Row(.CKM_CMS_SIG, "CKM_CMS_SIG", .other, nil),
    Row(.CKM_NULL, "CKM_NULL", .none, nil),
    Row(.CKM_X3DH_INITIALIZE, "CKM_X3DH_INITIALIZE", .other, nil),
    Row(.CKM_X3DH_RESPOND, "CKM_X3DH_RESPOND", .other, nil),
    Row(.CKM_X2RATCHET_INITIALIZE, "CKM_X2RATCHET_INITIALIZE", .other, nil),
    Row(.CKM_X2RATCHET_RESPOND, "CKM_X2RATCHET_RESPOND", .other, nil),
    Row(.CKM_X2RATCHET_ENCRYPT, "CKM_X2RATCHET_ENCRYPT", .other, nil),
    Row(.CKM_X2RATCHET_DECRYPT, "CKM_X2RATCHET_DECRYPT", .other, nil),
    Row(.CKM_HKDF_DERIVE, "CKM_HKDF_DERIVE", .other, .CKK_HKDF),
    Row(.CKM_HKDF_DATA, "CKM_HKDF_DATA", .other, .CKK_HKDF),
    Row(.CKM_HKDF_KEY_GEN, "CKM_HKDF_KEY_GEN", .none, .CKK_HKDF),
    Row(.CKM_IKE2_PRF_PLUS_DERIVE, "CKM_IKE2_PRF_PLUS_DERIVE", .other, nil),
    Row(.CKM_IKE_PRF_DERIVE, "CKM_IKE_PRF_DERIVE", .other, nil),
    Row(.CKM_IKE1_PRF_DERIVE, "CKM_IKE1_PRF_DERIVE", .other, nil),
    Row(.CKM_IKE1_EXTENDED_DERIVE, "CKM_IKE1_EXTENDED_DERIVE", .other, nil),
    Row(.CKM_PUB_KEY_FROM_PRIV_KEY, "CKM_PUB_KEY_FROM_PRIV_KEY", .none, nil),
  ]
}
