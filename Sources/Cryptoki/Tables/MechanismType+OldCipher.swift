internal import CCryptoki

// Block ciphers that the standard keeps for history only.
extension MechanismType {
  public static let CKM_RC2_KEY_GEN = Self(rawValue: CCryptoki.CKM_RC2_KEY_GEN)
  public static let CKM_RC2_ECB = Self(rawValue: CCryptoki.CKM_RC2_ECB)
  public static let CKM_RC2_CBC = Self(rawValue: CCryptoki.CKM_RC2_CBC)
  public static let CKM_RC2_MAC = Self(rawValue: CCryptoki.CKM_RC2_MAC)
  public static let CKM_RC2_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_RC2_MAC_GENERAL)
  public static let CKM_RC2_CBC_PAD = Self(rawValue: CCryptoki.CKM_RC2_CBC_PAD)
  public static let CKM_CAST_KEY_GEN = Self(rawValue: CCryptoki.CKM_CAST_KEY_GEN)
  public static let CKM_CAST_ECB = Self(rawValue: CCryptoki.CKM_CAST_ECB)
  public static let CKM_CAST_CBC = Self(rawValue: CCryptoki.CKM_CAST_CBC)
  public static let CKM_CAST_MAC = Self(rawValue: CCryptoki.CKM_CAST_MAC)
  public static let CKM_CAST_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_CAST_MAC_GENERAL)
  public static let CKM_CAST_CBC_PAD = Self(rawValue: CCryptoki.CKM_CAST_CBC_PAD)
  public static let CKM_CAST3_KEY_GEN = Self(rawValue: CCryptoki.CKM_CAST3_KEY_GEN)
  public static let CKM_CAST3_ECB = Self(rawValue: CCryptoki.CKM_CAST3_ECB)
  public static let CKM_CAST3_CBC = Self(rawValue: CCryptoki.CKM_CAST3_CBC)
  public static let CKM_CAST3_MAC = Self(rawValue: CCryptoki.CKM_CAST3_MAC)
  public static let CKM_CAST3_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_CAST3_MAC_GENERAL)
  public static let CKM_CAST3_CBC_PAD = Self(rawValue: CCryptoki.CKM_CAST3_CBC_PAD)
  public static let CKM_CAST128_KEY_GEN = Self(rawValue: CCryptoki.CKM_CAST128_KEY_GEN)
  public static let CKM_CAST128_ECB = Self(rawValue: CCryptoki.CKM_CAST128_ECB)
  public static let CKM_CAST128_CBC = Self(rawValue: CCryptoki.CKM_CAST128_CBC)
  public static let CKM_CAST128_MAC = Self(rawValue: CCryptoki.CKM_CAST128_MAC)
  public static let CKM_CAST128_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_CAST128_MAC_GENERAL)
  public static let CKM_CAST128_CBC_PAD = Self(rawValue: CCryptoki.CKM_CAST128_CBC_PAD)
  public static let CKM_RC5_KEY_GEN = Self(rawValue: CCryptoki.CKM_RC5_KEY_GEN)
  public static let CKM_RC5_ECB = Self(rawValue: CCryptoki.CKM_RC5_ECB)
  public static let CKM_RC5_CBC = Self(rawValue: CCryptoki.CKM_RC5_CBC)
  public static let CKM_RC5_MAC = Self(rawValue: CCryptoki.CKM_RC5_MAC)
  public static let CKM_RC5_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_RC5_MAC_GENERAL)
  public static let CKM_RC5_CBC_PAD = Self(rawValue: CCryptoki.CKM_RC5_CBC_PAD)
  public static let CKM_IDEA_KEY_GEN = Self(rawValue: CCryptoki.CKM_IDEA_KEY_GEN)
  public static let CKM_IDEA_ECB = Self(rawValue: CCryptoki.CKM_IDEA_ECB)
  public static let CKM_IDEA_CBC = Self(rawValue: CCryptoki.CKM_IDEA_CBC)
  public static let CKM_IDEA_MAC = Self(rawValue: CCryptoki.CKM_IDEA_MAC)
  public static let CKM_IDEA_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_IDEA_MAC_GENERAL)
  public static let CKM_IDEA_CBC_PAD = Self(rawValue: CCryptoki.CKM_IDEA_CBC_PAD)
  public static let CKM_SKIPJACK_KEY_GEN = Self(rawValue: CCryptoki.CKM_SKIPJACK_KEY_GEN)
  public static let CKM_SKIPJACK_ECB64 = Self(rawValue: CCryptoki.CKM_SKIPJACK_ECB64)
  public static let CKM_SKIPJACK_CBC64 = Self(rawValue: CCryptoki.CKM_SKIPJACK_CBC64)
  public static let CKM_SKIPJACK_OFB64 = Self(rawValue: CCryptoki.CKM_SKIPJACK_OFB64)
  public static let CKM_SKIPJACK_CFB64 = Self(rawValue: CCryptoki.CKM_SKIPJACK_CFB64)
  public static let CKM_SKIPJACK_CFB32 = Self(rawValue: CCryptoki.CKM_SKIPJACK_CFB32)
  public static let CKM_SKIPJACK_CFB16 = Self(rawValue: CCryptoki.CKM_SKIPJACK_CFB16)
  public static let CKM_SKIPJACK_CFB8 = Self(rawValue: CCryptoki.CKM_SKIPJACK_CFB8)
  public static let CKM_SKIPJACK_WRAP = Self(rawValue: CCryptoki.CKM_SKIPJACK_WRAP)
  public static let CKM_SKIPJACK_PRIVATE_WRAP = Self(rawValue: CCryptoki.CKM_SKIPJACK_PRIVATE_WRAP)
  public static let CKM_SKIPJACK_RELAYX = Self(rawValue: CCryptoki.CKM_SKIPJACK_RELAYX)
  public static let CKM_FORTEZZA_TIMESTAMP = Self(rawValue: CCryptoki.CKM_FORTEZZA_TIMESTAMP)
  public static let CKM_BATON_KEY_GEN = Self(rawValue: CCryptoki.CKM_BATON_KEY_GEN)
  public static let CKM_BATON_ECB128 = Self(rawValue: CCryptoki.CKM_BATON_ECB128)
  public static let CKM_BATON_ECB96 = Self(rawValue: CCryptoki.CKM_BATON_ECB96)
  public static let CKM_BATON_CBC128 = Self(rawValue: CCryptoki.CKM_BATON_CBC128)
  public static let CKM_BATON_COUNTER = Self(rawValue: CCryptoki.CKM_BATON_COUNTER)
  public static let CKM_BATON_SHUFFLE = Self(rawValue: CCryptoki.CKM_BATON_SHUFFLE)
  public static let CKM_BATON_WRAP = Self(rawValue: CCryptoki.CKM_BATON_WRAP)
  public static let CKM_JUNIPER_KEY_GEN = Self(rawValue: CCryptoki.CKM_JUNIPER_KEY_GEN)
  public static let CKM_JUNIPER_ECB128 = Self(rawValue: CCryptoki.CKM_JUNIPER_ECB128)
  public static let CKM_JUNIPER_CBC128 = Self(rawValue: CCryptoki.CKM_JUNIPER_CBC128)
  public static let CKM_JUNIPER_COUNTER = Self(rawValue: CCryptoki.CKM_JUNIPER_COUNTER)
  public static let CKM_JUNIPER_SHUFFLE = Self(rawValue: CCryptoki.CKM_JUNIPER_SHUFFLE)
  public static let CKM_JUNIPER_WRAP = Self(rawValue: CCryptoki.CKM_JUNIPER_WRAP)

  static let oldCipherRows: [Row] = [
    Row(.CKM_RC2_KEY_GEN, "CKM_RC2_KEY_GEN", .none, .CKK_RC2),
    Row(.CKM_RC2_ECB, "CKM_RC2_ECB", .other, .CKK_RC2),
    Row(.CKM_RC2_CBC, "CKM_RC2_CBC", .other, .CKK_RC2),
    Row(.CKM_RC2_MAC, "CKM_RC2_MAC", .other, .CKK_RC2),
    Row(.CKM_RC2_MAC_GENERAL, "CKM_RC2_MAC_GENERAL", .other, .CKK_RC2),
    Row(.CKM_RC2_CBC_PAD, "CKM_RC2_CBC_PAD", .other, .CKK_RC2),
    Row(.CKM_CAST_KEY_GEN, "CKM_CAST_KEY_GEN", .none, .CKK_CAST),
    Row(.CKM_CAST_ECB, "CKM_CAST_ECB", .none, .CKK_CAST),
    Row(.CKM_CAST_CBC, "CKM_CAST_CBC", .iv, .CKK_CAST),
    Row(.CKM_CAST_MAC, "CKM_CAST_MAC", .none, .CKK_CAST),
    Row(.CKM_CAST_MAC_GENERAL, "CKM_CAST_MAC_GENERAL", .macLength, .CKK_CAST),
    Row(.CKM_CAST_CBC_PAD, "CKM_CAST_CBC_PAD", .iv, .CKK_CAST),
    Row(.CKM_CAST3_KEY_GEN, "CKM_CAST3_KEY_GEN", .none, .CKK_CAST3),
    Row(.CKM_CAST3_ECB, "CKM_CAST3_ECB", .none, .CKK_CAST3),
    Row(.CKM_CAST3_CBC, "CKM_CAST3_CBC", .iv, .CKK_CAST3),
    Row(.CKM_CAST3_MAC, "CKM_CAST3_MAC", .none, .CKK_CAST3),
    Row(.CKM_CAST3_MAC_GENERAL, "CKM_CAST3_MAC_GENERAL", .macLength, .CKK_CAST3),
    Row(.CKM_CAST3_CBC_PAD, "CKM_CAST3_CBC_PAD", .iv, .CKK_CAST3),
    Row(.CKM_CAST128_KEY_GEN, "CKM_CAST128_KEY_GEN", .none, .CKK_CAST128),
    Row(.CKM_CAST128_ECB, "CKM_CAST128_ECB", .none, .CKK_CAST128),
    Row(.CKM_CAST128_CBC, "CKM_CAST128_CBC", .iv, .CKK_CAST128),
    Row(.CKM_CAST128_MAC, "CKM_CAST128_MAC", .none, .CKK_CAST128),
    Row(.CKM_CAST128_MAC_GENERAL, "CKM_CAST128_MAC_GENERAL", .macLength, .CKK_CAST128),
    Row(.CKM_CAST128_CBC_PAD, "CKM_CAST128_CBC_PAD", .iv, .CKK_CAST128),
    Row(.CKM_RC5_KEY_GEN, "CKM_RC5_KEY_GEN", .none, .CKK_RC5),
    Row(.CKM_RC5_ECB, "CKM_RC5_ECB", .other, .CKK_RC5),
    Row(.CKM_RC5_CBC, "CKM_RC5_CBC", .other, .CKK_RC5),
    Row(.CKM_RC5_MAC, "CKM_RC5_MAC", .other, .CKK_RC5),
    Row(.CKM_RC5_MAC_GENERAL, "CKM_RC5_MAC_GENERAL", .other, .CKK_RC5),
    Row(.CKM_RC5_CBC_PAD, "CKM_RC5_CBC_PAD", .other, .CKK_RC5),
    Row(.CKM_IDEA_KEY_GEN, "CKM_IDEA_KEY_GEN", .none, .CKK_IDEA),
    Row(.CKM_IDEA_ECB, "CKM_IDEA_ECB", .none, .CKK_IDEA),
    Row(.CKM_IDEA_CBC, "CKM_IDEA_CBC", .iv, .CKK_IDEA),
    Row(.CKM_IDEA_MAC, "CKM_IDEA_MAC", .none, .CKK_IDEA),
    Row(.CKM_IDEA_MAC_GENERAL, "CKM_IDEA_MAC_GENERAL", .macLength, .CKK_IDEA),
    Row(.CKM_IDEA_CBC_PAD, "CKM_IDEA_CBC_PAD", .iv, .CKK_IDEA),
    Row(.CKM_SKIPJACK_KEY_GEN, "CKM_SKIPJACK_KEY_GEN", .none, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_ECB64, "CKM_SKIPJACK_ECB64", .iv, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_CBC64, "CKM_SKIPJACK_CBC64", .iv, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_OFB64, "CKM_SKIPJACK_OFB64", .iv, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_CFB64, "CKM_SKIPJACK_CFB64", .iv, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_CFB32, "CKM_SKIPJACK_CFB32", .iv, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_CFB16, "CKM_SKIPJACK_CFB16", .iv, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_CFB8, "CKM_SKIPJACK_CFB8", .iv, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_WRAP, "CKM_SKIPJACK_WRAP", .none, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_PRIVATE_WRAP, "CKM_SKIPJACK_PRIVATE_WRAP", .none, .CKK_SKIPJACK),
    Row(.CKM_SKIPJACK_RELAYX, "CKM_SKIPJACK_RELAYX", .other, .CKK_SKIPJACK),
    Row(.CKM_FORTEZZA_TIMESTAMP, "CKM_FORTEZZA_TIMESTAMP", .none, .CKK_DSA),
    Row(.CKM_BATON_KEY_GEN, "CKM_BATON_KEY_GEN", .none, .CKK_BATON),
    Row(.CKM_BATON_ECB128, "CKM_BATON_ECB128", .iv, .CKK_BATON),
    Row(.CKM_BATON_ECB96, "CKM_BATON_ECB96", .iv, .CKK_BATON),
    Row(.CKM_BATON_CBC128, "CKM_BATON_CBC128", .iv, .CKK_BATON),
    Row(.CKM_BATON_COUNTER, "CKM_BATON_COUNTER", .iv, .CKK_BATON),
    Row(.CKM_BATON_SHUFFLE, "CKM_BATON_SHUFFLE", .iv, .CKK_BATON),
    Row(.CKM_BATON_WRAP, "CKM_BATON_WRAP", .none, .CKK_BATON),
    Row(.CKM_JUNIPER_KEY_GEN, "CKM_JUNIPER_KEY_GEN", .none, .CKK_JUNIPER),
    Row(.CKM_JUNIPER_ECB128, "CKM_JUNIPER_ECB128", .iv, .CKK_JUNIPER),
    Row(.CKM_JUNIPER_CBC128, "CKM_JUNIPER_CBC128", .iv, .CKK_JUNIPER),
    Row(.CKM_JUNIPER_COUNTER, "CKM_JUNIPER_COUNTER", .iv, .CKK_JUNIPER),
    Row(.CKM_JUNIPER_SHUFFLE, "CKM_JUNIPER_SHUFFLE", .iv, .CKK_JUNIPER),
    Row(.CKM_JUNIPER_WRAP, "CKM_JUNIPER_WRAP", .none, .CKK_JUNIPER),
  ]
}
