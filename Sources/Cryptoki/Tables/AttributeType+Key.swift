internal import CCryptoki

// What keys have in common: names, dates, what they may be used for.
extension AttributeType {
  public static let CKA_KEY_TYPE = Self(rawValue: CCryptoki.CKA_KEY_TYPE)
  public static let CKA_ID = Self(rawValue: CCryptoki.CKA_ID)
  public static let CKA_SUBJECT = Self(rawValue: CCryptoki.CKA_SUBJECT)
  public static let CKA_START_DATE = Self(rawValue: CCryptoki.CKA_START_DATE)
  public static let CKA_END_DATE = Self(rawValue: CCryptoki.CKA_END_DATE)
  public static let CKA_ENCRYPT = Self(rawValue: CCryptoki.CKA_ENCRYPT)
  public static let CKA_DECRYPT = Self(rawValue: CCryptoki.CKA_DECRYPT)
  public static let CKA_SIGN = Self(rawValue: CCryptoki.CKA_SIGN)
  public static let CKA_SIGN_RECOVER = Self(rawValue: CCryptoki.CKA_SIGN_RECOVER)
  public static let CKA_VERIFY = Self(rawValue: CCryptoki.CKA_VERIFY)
  public static let CKA_VERIFY_RECOVER = Self(rawValue: CCryptoki.CKA_VERIFY_RECOVER)
  public static let CKA_WRAP = Self(rawValue: CCryptoki.CKA_WRAP)
  public static let CKA_UNWRAP = Self(rawValue: CCryptoki.CKA_UNWRAP)
  public static let CKA_DERIVE = Self(rawValue: CCryptoki.CKA_DERIVE)
  public static let CKA_ENCAPSULATE = Self(rawValue: CCryptoki.CKA_ENCAPSULATE)
  public static let CKA_DECAPSULATE = Self(rawValue: CCryptoki.CKA_DECAPSULATE)
  public static let CKA_ALLOWED_MECHANISMS = Self(rawValue: CCryptoki.CKA_ALLOWED_MECHANISMS)

  static let keyRows: [Row] = [
    Row(.CKA_KEY_TYPE, "CKA_KEY_TYPE", .keyType, .anyKey, "type of key"),
    Row(.CKA_ID, "CKA_ID", .bytes, [.anyKey, .other], "id, the same in both halves of a pair"),
    Row(.CKA_SUBJECT, "CKA_SUBJECT", .bytes, [.pair, .other], "subject name of its certificate"),
    Row(.CKA_START_DATE, "CKA_START_DATE", .date, [.anyKey, .other], "valid from"),
    Row(.CKA_END_DATE, "CKA_END_DATE", .date, [.anyKey, .other], "valid until"),
    Row(.CKA_ENCRYPT, "CKA_ENCRYPT", .bool, [.publicKey, .secretKey], "may encrypt"),
    Row(.CKA_DECRYPT, "CKA_DECRYPT", .bool, .secretOrPrivate, "may decrypt"),
    Row(.CKA_SIGN, "CKA_SIGN", .bool, .secretOrPrivate, "may sign"),
    Row(.CKA_SIGN_RECOVER, "CKA_SIGN_RECOVER", .bool, .privateKey, "may sign so that the data can be recovered"),
    Row(.CKA_VERIFY, "CKA_VERIFY", .bool, [.publicKey, .secretKey], "may verify signatures"),
    Row(.CKA_VERIFY_RECOVER, "CKA_VERIFY_RECOVER", .bool, .publicKey, "may recover the data from signatures"),
    Row(.CKA_WRAP, "CKA_WRAP", .bool, [.publicKey, .secretKey], "may wrap other keys"),
    Row(.CKA_UNWRAP, "CKA_UNWRAP", .bool, .secretOrPrivate, "may unwrap other keys"),
    Row(.CKA_DERIVE, "CKA_DERIVE", .bool, .anyKey, "may derive other keys"),
    Row(.CKA_ENCAPSULATE, "CKA_ENCAPSULATE", .bool, .publicKey, "may encapsulate a new key"),
    Row(.CKA_DECAPSULATE, "CKA_DECAPSULATE", .bool, .privateKey, "may decapsulate a key"),
    Row(.CKA_ALLOWED_MECHANISMS, "CKA_ALLOWED_MECHANISMS", .mechanismList, .anyKey, "mechanisms it may be used with"),
  ]
}
