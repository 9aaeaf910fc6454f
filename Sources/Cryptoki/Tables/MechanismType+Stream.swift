internal import CCryptoki

// Stream ciphers and one-time authenticators.
extension MechanismType {
  public static let CKM_RC4_KEY_GEN = Self(rawValue: CCryptoki.CKM_RC4_KEY_GEN)
  public static let CKM_RC4 = Self(rawValue: CCryptoki.CKM_RC4)
  public static let CKM_CHACHA20_KEY_GEN = Self(rawValue: CCryptoki.CKM_CHACHA20_KEY_GEN)
  public static let CKM_CHACHA20 = Self(rawValue: CCryptoki.CKM_CHACHA20)
  public static let CKM_POLY1305_KEY_GEN = Self(rawValue: CCryptoki.CKM_POLY1305_KEY_GEN)
  public static let CKM_POLY1305 = Self(rawValue: CCryptoki.CKM_POLY1305)
  public static let CKM_SALSA20 = Self(rawValue: CCryptoki.CKM_SALSA20)
  public static let CKM_CHACHA20_POLY1305 = Self(rawValue: CCryptoki.CKM_CHACHA20_POLY1305)
  public static let CKM_SALSA20_POLY1305 = Self(rawValue: CCryptoki.CKM_SALSA20_POLY1305)
  public static let CKM_SALSA20_KEY_GEN = Self(rawValue: CCryptoki.CKM_SALSA20_KEY_GEN)

  static let streamRows: [Row] = [
    Row(.CKM_RC4_KEY_GEN, "CKM_RC4_KEY_GEN", .none, .CKK_RC4),
    Row(.CKM_RC4, "CKM_RC4", .none, .CKK_RC4),
    Row(.CKM_CHACHA20_KEY_GEN, "CKM_CHACHA20_KEY_GEN", .none, .CKK_CHACHA20),
    Row(.CKM_CHACHA20, "CKM_CHACHA20", .other, .CKK_CHACHA20),
    Row(.CKM_POLY1305_KEY_GEN, "CKM_POLY1305_KEY_GEN", .none, .CKK_POLY1305),
    Row(.CKM_POLY1305, "CKM_POLY1305", .none, .CKK_POLY1305),
    Row(.CKM_SALSA20, "CKM_SALSA20", .other, .CKK_SALSA20),
    Row(.CKM_CHACHA20_POLY1305, "CKM_CHACHA20_POLY1305", .other, .CKK_CHACHA20),
    Row(.CKM_SALSA20_POLY1305, "CKM_SALSA20_POLY1305", .other, .CKK_SALSA20),
    Row(.CKM_SALSA20_KEY_GEN, "CKM_SALSA20_KEY_GEN", .none, .CKK_SALSA20),
  ]
}
