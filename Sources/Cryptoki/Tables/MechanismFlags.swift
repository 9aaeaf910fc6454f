internal import CCryptoki

/// What a token does with a mechanism: the flags of CK_MECHANISM_INFO.
public struct MechanismFlags: StandardFlags {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

extension MechanismFlags {
  public static let CKF_HW = Self(rawValue: CCryptoki.CKF_HW)
  public static let CKF_MESSAGE_ENCRYPT = Self(rawValue: CCryptoki.CKF_MESSAGE_ENCRYPT)
  public static let CKF_MESSAGE_DECRYPT = Self(rawValue: CCryptoki.CKF_MESSAGE_DECRYPT)
  public static let CKF_MESSAGE_SIGN = Self(rawValue: CCryptoki.CKF_MESSAGE_SIGN)
  public static let CKF_MESSAGE_VERIFY = Self(rawValue: CCryptoki.CKF_MESSAGE_VERIFY)
  public static let CKF_MULTI_MESSAGE = Self(rawValue: CCryptoki.CKF_MULTI_MESSAGE)
  public static let CKF_FIND_OBJECTS = Self(rawValue: CCryptoki.CKF_FIND_OBJECTS)
  public static let CKF_ENCRYPT = Self(rawValue: CCryptoki.CKF_ENCRYPT)
  public static let CKF_DECRYPT = Self(rawValue: CCryptoki.CKF_DECRYPT)
  public static let CKF_DIGEST = Self(rawValue: CCryptoki.CKF_DIGEST)
  public static let CKF_SIGN = Self(rawValue: CCryptoki.CKF_SIGN)
  public static let CKF_SIGN_RECOVER = Self(rawValue: CCryptoki.CKF_SIGN_RECOVER)
  public static let CKF_VERIFY = Self(rawValue: CCryptoki.CKF_VERIFY)
  public static let CKF_VERIFY_RECOVER = Self(rawValue: CCryptoki.CKF_VERIFY_RECOVER)
  public static let CKF_GENERATE = Self(rawValue: CCryptoki.CKF_GENERATE)
  public static let CKF_GENERATE_KEY_PAIR = Self(rawValue: CCryptoki.CKF_GENERATE_KEY_PAIR)
  public static let CKF_WRAP = Self(rawValue: CCryptoki.CKF_WRAP)
  public static let CKF_UNWRAP = Self(rawValue: CCryptoki.CKF_UNWRAP)
  public static let CKF_DERIVE = Self(rawValue: CCryptoki.CKF_DERIVE)
  public static let CKF_EC_F_P = Self(rawValue: CCryptoki.CKF_EC_F_P)
  public static let CKF_EC_F_2M = Self(rawValue: CCryptoki.CKF_EC_F_2M)
  public static let CKF_EC_ECPARAMETERS = Self(rawValue: CCryptoki.CKF_EC_ECPARAMETERS)
  public static let CKF_EC_OID = Self(rawValue: CCryptoki.CKF_EC_OID)
  public static let CKF_EC_UNCOMPRESS = Self(rawValue: CCryptoki.CKF_EC_UNCOMPRESS)
  public static let CKF_EC_COMPRESS = Self(rawValue: CCryptoki.CKF_EC_COMPRESS)
  public static let CKF_EC_CURVENAME = Self(rawValue: CCryptoki.CKF_EC_CURVENAME)
  public static let CKF_ENCAPSULATE = Self(rawValue: CCryptoki.CKF_ENCAPSULATE)
  public static let CKF_DECAPSULATE = Self(rawValue: CCryptoki.CKF_DECAPSULATE)
  public static let CKF_EXTENSION = Self(rawValue: CCryptoki.CKF_EXTENSION)

  public static let rows: [(flag: Self, name: String)] = [
    (.CKF_HW, "CKF_HW"),
    (.CKF_MESSAGE_ENCRYPT, "CKF_MESSAGE_ENCRYPT"),
    (.CKF_MESSAGE_DECRYPT, "CKF_MESSAGE_DECRYPT"),
    (.CKF_MESSAGE_SIGN, "CKF_MESSAGE_SIGN"),
    (.CKF_MESSAGE_VERIFY, "CKF_MESSAGE_VERIFY"),
    (.CKF_MULTI_MESSAGE, "CKF_MULTI_MESSAGE"),
    (.CKF_FIND_OBJECTS, "CKF_FIND_OBJECTS"),
    (.CKF_ENCRYPT, "CKF_ENCRYPT"),
    (.CKF_DECRYPT, "CKF_DECRYPT"),
    (.CKF_DIGEST, "CKF_DIGEST"),
    (.CKF_SIGN, "CKF_SIGN"),
    (.CKF_SIGN_RECOVER, "CKF_SIGN_RECOVER"),
    (.CKF_VERIFY, "CKF_VERIFY"),
    (.CKF_VERIFY_RECOVER, "CKF_VERIFY_RECOVER"),
    (.CKF_GENERATE, "CKF_GENERATE"),
    (.CKF_GENERATE_KEY_PAIR, "CKF_GENERATE_KEY_PAIR"),
    (.CKF_WRAP, "CKF_WRAP"),
    (.CKF_UNWRAP, "CKF_UNWRAP"),
    (.CKF_DERIVE, "CKF_DERIVE"),
    (.CKF_EC_F_P, "CKF_EC_F_P"),
    (.CKF_EC_F_2M, "CKF_EC_F_2M"),
    (.CKF_EC_ECPARAMETERS, "CKF_EC_ECPARAMETERS"),
    (.CKF_EC_OID, "CKF_EC_OID"),
    (.CKF_EC_UNCOMPRESS, "CKF_EC_UNCOMPRESS"),
    (.CKF_EC_COMPRESS, "CKF_EC_COMPRESS"),
    (.CKF_EC_CURVENAME, "CKF_EC_CURVENAME"),
    (.CKF_ENCAPSULATE, "CKF_ENCAPSULATE"),
    (.CKF_DECAPSULATE, "CKF_DECAPSULATE"),
    (.CKF_EXTENSION, "CKF_EXTENSION"),
  ]
}
