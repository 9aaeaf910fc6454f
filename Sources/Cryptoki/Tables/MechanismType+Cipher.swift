internal import CCryptoki

// Block ciphers beside AES: Camellia, ARIA, SEED, Blowfish, Twofish.
extension MechanismType {
  public static let CKM_CAMELLIA_KEY_GEN = Self(rawValue: CCryptoki.CKM_CAMELLIA_KEY_GEN)
  public static let CKM_CAMELLIA_ECB = Self(rawValue: CCryptoki.CKM_CAMELLIA_ECB)
  public static let CKM_CAMELLIA_CBC = Self(rawValue: CCryptoki.CKM_CAMELLIA_CBC)
  public static let CKM_CAMELLIA_MAC = Self(rawValue: CCryptoki.CKM_CAMELLIA_MAC)
  public static let CKM_CAMELLIA_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_CAMELLIA_MAC_GENERAL)
  public static let CKM_CAMELLIA_CBC_PAD = Self(rawValue: CCryptoki.CKM_CAMELLIA_CBC_PAD)
  public static let CKM_CAMELLIA_ECB_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_CAMELLIA_ECB_ENCRYPT_DATA)
  public static let CKM_CAMELLIA_CBC_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_CAMELLIA_CBC_ENCRYPT_DATA)
  public static let CKM_CAMELLIA_CTR = Self(rawValue: CCryptoki.CKM_CAMELLIA_CTR)
  public static let CKM_ARIA_KEY_GEN = Self(rawValue: CCryptoki.CKM_ARIA_KEY_GEN)
  public static let CKM_ARIA_ECB = Self(rawValue: CCryptoki.CKM_ARIA_ECB)
  public static let CKM_ARIA_CBC = Self(rawValue: CCryptoki.CKM_ARIA_CBC)
  public static let CKM_ARIA_MAC = Self(rawValue: CCryptoki.CKM_ARIA_MAC)
  public static let CKM_ARIA_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_ARIA_MAC_GENERAL)
  public static let CKM_ARIA_CBC_PAD = Self(rawValue: CCryptoki.CKM_ARIA_CBC_PAD)
  public static let CKM_ARIA_ECB_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_ARIA_ECB_ENCRYPT_DATA)
  public static let CKM_ARIA_CBC_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_ARIA_CBC_ENCRYPT_DATA)
  public static let CKM_SEED_KEY_GEN = Self(rawValue: CCryptoki.CKM_SEED_KEY_GEN)
  public static let CKM_SEED_ECB = Self(rawValue: CCryptoki.CKM_SEED_ECB)
  public static let CKM_SEED_CBC = Self(rawValue: CCryptoki.CKM_SEED_CBC)
  public static let CKM_SEED_MAC = Self(rawValue: CCryptoki.CKM_SEED_MAC)
  public static let CKM_SEED_MAC_GENERAL = Self(rawValue: CCryptoki.CKM_SEED_MAC_GENERAL)
  public static let CKM_SEED_CBC_PAD = Self(rawValue: CCryptoki.CKM_SEED_CBC_PAD)
  public static let CKM_SEED_ECB_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_SEED_ECB_ENCRYPT_DATA)
  public static let CKM_SEED_CBC_ENCRYPT_DATA = Self(rawValue: CCryptoki.CKM_SEED_CBC_ENCRYPT_DATA)
  public static let CKM_BLOWFISH_KEY_GEN = Self(rawValue: CCryptoki.CKM_BLOWFISH_KEY_GEN)
  public static let CKM_BLOWFISH_CBC = Self(rawValue: CCryptoki.CKM_BLOWFISH_CBC)
  public static let CKM_TWOFISH_KEY_GEN = Self(rawValue: CCryptoki.CKM_TWOFISH_KEY_GEN)
  public static let CKM_TWOFISH_CBC = Self(rawValue: CCryptoki.CKM_TWOFISH_CBC)
  public static let CKM_BLOWFISH_CBC_PAD = Self(rawValue: CCryptoki.CKM_BLOWFISH_CBC_PAD)
  public static let CKM_TWOFISH_CBC_PAD = Self(rawValue: CCryptoki.CKM_TWOFISH_CBC_PAD)

  static let cipherRows: [Row] = [
    Row(.CKM_CAMELLIA_KEY_GEN, "CKM_CAMELLIA_KEY_GEN", .none, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_ECB, "CKM_CAMELLIA_ECB", .none, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_CBC, "CKM_CAMELLIA_CBC", .iv, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_MAC, "CKM_CAMELLIA_MAC", .none, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_MAC_GENERAL, "CKM_CAMELLIA_MAC_GENERAL", .macLength, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_CBC_PAD, "CKM_CAMELLIA_CBC_PAD", .iv, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_ECB_ENCRYPT_DATA, "CKM_CAMELLIA_ECB_ENCRYPT_DATA", .derivationData, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_CBC_ENCRYPT_DATA, "CKM_CAMELLIA_CBC_ENCRYPT_DATA", .derivationData, .CKK_CAMELLIA),
    Row(.CKM_CAMELLIA_CTR, "CKM_CAMELLIA_CTR", .ctr, .CKK_CAMELLIA),
    Row(.CKM_ARIA_KEY_GEN, "CKM_ARIA_KEY_GEN", .none, .CKK_ARIA),
    Row(.CKM_ARIA_ECB, "CKM_ARIA_ECB", .none, .CKK_ARIA),
    Row(.CKM_ARIA_CBC, "CKM_ARIA_CBC", .iv, .CKK_ARIA),
    Row(.CKM_ARIA_MAC, "CKM_ARIA_MAC", .none, .CKK_ARIA),
    Row(.CKM_ARIA_MAC_GENERAL, "CKM_ARIA_MAC_GENERAL", .macLength, .CKK_ARIA),
    Row(.CKM_ARIA_CBC_PAD, "CKM_ARIA_CBC_PAD", .iv, .CKK_ARIA),
    Row(.CKM_ARIA_ECB_ENCRYPT_DATA, "CKM_ARIA_ECB_ENCRYPT_DATA", .derivationData, .CKK_ARIA),
    Row(.CKM_ARIA_CBC_ENCRYPT_DATA, "CKM_ARIA_CBC_ENCRYPT_DATA", .derivationData, .CKK_ARIA),
    Row(.CKM_SEED_KEY_GEN, "CKM_SEED_KEY_GEN", .none, .CKK_SEED),
    Row(.CKM_SEED_ECB, "CKM_SEED_ECB", .none, .CKK_SEED),
    Row(.CKM_SEED_CBC, "CKM_SEED_CBC", .iv, .CKK_SEED),
    Row(.CKM_SEED_MAC, "CKM_SEED_MAC", .none, .CKK_SEED),
    Row(.CKM_SEED_MAC_GENERAL, "CKM_SEED_MAC_GENERAL", .macLength, .CKK_SEED),
    Row(.CKM_SEED_CBC_PAD, "CKM_SEED_CBC_PAD", .iv, .CKK_SEED),
    Row(.CKM_SEED_ECB_ENCRYPT_DATA, "CKM_SEED_ECB_ENCRYPT_DATA", .derivationData, .CKK_SEED),
    Row(.CKM_SEED_CBC_ENCRYPT_DATA, "CKM_SEED_CBC_ENCRYPT_DATA", .derivationData, .CKK_SEED),
    Row(.CKM_BLOWFISH_KEY_GEN, "CKM_BLOWFISH_KEY_GEN", .none, .CKK_BLOWFISH),
    Row(.CKM_BLOWFISH_CBC, "CKM_BLOWFISH_CBC", .iv, .CKK_BLOWFISH),
    Row(.CKM_TWOFISH_KEY_GEN, "CKM_TWOFISH_KEY_GEN", .none, .CKK_TWOFISH),
    Row(.CKM_TWOFISH_CBC, "CKM_TWOFISH_CBC", .iv, .CKK_TWOFISH),
    Row(.CKM_BLOWFISH_CBC_PAD, "CKM_BLOWFISH_CBC_PAD", .iv, .CKK_BLOWFISH),
    Row(.CKM_TWOFISH_CBC_PAD, "CKM_TWOFISH_CBC_PAD", .iv, .CKK_TWOFISH),
  ]
}
