internal import CCryptoki

/// What sort of object: a CK_OBJECT_CLASS.
public struct ObjectClass: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKO_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) })
}

extension ObjectClass {
  public static let CKO_DATA = Self(rawValue: CCryptoki.CKO_DATA)
  public static let CKO_CERTIFICATE = Self(rawValue: CCryptoki.CKO_CERTIFICATE)
  public static let CKO_PUBLIC_KEY = Self(rawValue: CCryptoki.CKO_PUBLIC_KEY)
  public static let CKO_PRIVATE_KEY = Self(rawValue: CCryptoki.CKO_PRIVATE_KEY)
  public static let CKO_SECRET_KEY = Self(rawValue: CCryptoki.CKO_SECRET_KEY)
  public static let CKO_HW_FEATURE = Self(rawValue: CCryptoki.CKO_HW_FEATURE)
  public static let CKO_DOMAIN_PARAMETERS = Self(rawValue: CCryptoki.CKO_DOMAIN_PARAMETERS)
  public static let CKO_MECHANISM = Self(rawValue: CCryptoki.CKO_MECHANISM)
  public static let CKO_OTP_KEY = Self(rawValue: CCryptoki.CKO_OTP_KEY)
  public static let CKO_PROFILE = Self(rawValue: CCryptoki.CKO_PROFILE)
  public static let CKO_VALIDATION = Self(rawValue: CCryptoki.CKO_VALIDATION)
  public static let CKO_TRUST = Self(rawValue: CCryptoki.CKO_TRUST)
}

extension ObjectClass {
  /// What the tables know of one object class.
  public struct Row: Sendable {
    public let type: ObjectClass
    public let name: String

    init(_ type: ObjectClass, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  /// Every object class of PKCS#11 2.40 to 3.2.
  public static let rows: [Row] = [
    Row(.CKO_DATA, "CKO_DATA"),
    Row(.CKO_CERTIFICATE, "CKO_CERTIFICATE"),
    Row(.CKO_PUBLIC_KEY, "CKO_PUBLIC_KEY"),
    Row(.CKO_PRIVATE_KEY, "CKO_PRIVATE_KEY"),
    Row(.CKO_SECRET_KEY, "CKO_SECRET_KEY"),
    Row(.CKO_HW_FEATURE, "CKO_HW_FEATURE"),
    Row(.CKO_DOMAIN_PARAMETERS, "CKO_DOMAIN_PARAMETERS"),
    Row(.CKO_MECHANISM, "CKO_MECHANISM"),
    Row(.CKO_OTP_KEY, "CKO_OTP_KEY"),
    Row(.CKO_PROFILE, "CKO_PROFILE"),
    Row(.CKO_VALIDATION, "CKO_VALIDATION"),
    Row(.CKO_TRUST, "CKO_TRUST"),
  ]
}
