internal import CCryptoki

// GOST.
extension MechanismType {
  public static let CKM_GOSTR3410_KEY_PAIR_GEN = Self(rawValue: CCryptoki.CKM_GOSTR3410_KEY_PAIR_GEN)
  public static let CKM_GOSTR3410 = Self(rawValue: CCryptoki.CKM_GOSTR3410)
  public static let CKM_GOSTR3410_WITH_GOSTR3411 = Self(rawValue: CCryptoki.CKM_GOSTR3410_WITH_GOSTR3411)
  public static let CKM_GOSTR3410_KEY_WRAP = Self(rawValue: CCryptoki.CKM_GOSTR3410_KEY_WRAP)
  public static let CKM_GOSTR3410_DERIVE = Self(rawValue: CCryptoki.CKM_GOSTR3410_DERIVE)
  public static let CKM_GOSTR3411 = Self(rawValue: CCryptoki.CKM_GOSTR3411)
  public static let CKM_GOSTR3411_HMAC = Self(rawValue: CCryptoki.CKM_GOSTR3411_HMAC)
  public static let CKM_GOST28147_KEY_GEN = Self(rawValue: CCryptoki.CKM_GOST28147_KEY_GEN)
  public static let CKM_GOST28147_ECB = Self(rawValue: CCryptoki.CKM_GOST28147_ECB)
  public static let CKM_GOST28147 = Self(rawValue: CCryptoki.CKM_GOST28147)
  public static let CKM_GOST28147_MAC = Self(rawValue: CCryptoki.CKM_GOST28147_MAC)
  public static let CKM_GOST28147_KEY_WRAP = Self(rawValue: CCryptoki.CKM_GOST28147_KEY_WRAP)

  static let gostRows: [Row] = [
    Row(.CKM_GOSTR3410_KEY_PAIR_GEN, "CKM_GOSTR3410_KEY_PAIR_GEN", .none, .CKK_GOSTR3410),
    Row(.CKM_GOSTR3410, "CKM_GOSTR3410", .none, .CKK_GOSTR3410),
    Row(.CKM_GOSTR3410_WITH_GOSTR3411, "CKM_GOSTR3410_WITH_GOSTR3411", .none, .CKK_GOSTR3410),
    Row(.CKM_GOSTR3410_KEY_WRAP, "CKM_GOSTR3410_KEY_WRAP", .other, .CKK_GOSTR3410),
    Row(.CKM_GOSTR3410_DERIVE, "CKM_GOSTR3410_DERIVE", .other, .CKK_GOSTR3410),
    Row(.CKM_GOSTR3411, "CKM_GOSTR3411", .none, nil),
    Row(.CKM_GOSTR3411_HMAC, "CKM_GOSTR3411_HMAC", .none, .CKK_GOSTR3411),
    Row(.CKM_GOST28147_KEY_GEN, "CKM_GOST28147_KEY_GEN", .none, .CKK_GOST28147),
    Row(.CKM_GOST28147_ECB, "CKM_GOST28147_ECB", .none, .CKK_GOST28147),
    Row(.CKM_GOST28147, "CKM_GOST28147", .other, .CKK_GOST28147),
    Row(.CKM_GOST28147_MAC, "CKM_GOST28147_MAC", .other, .CKK_GOST28147),
    Row(.CKM_GOST28147_KEY_WRAP, "CKM_GOST28147_KEY_WRAP", .other, .CKK_GOST28147),
  ]
}
