internal import CCryptoki

/// As whom a session logs in: a CK_USER_TYPE.
public struct UserType: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKU_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) })
}

extension UserType {
  public static let CKU_SO = Self(rawValue: CCryptoki.CKU_SO)
  public static let CKU_USER = Self(rawValue: CCryptoki.CKU_USER)
  public static let CKU_CONTEXT_SPECIFIC = Self(rawValue: CCryptoki.CKU_CONTEXT_SPECIFIC)
}

extension UserType {
  /// What the tables know of one user type.
  public struct Row: Sendable {
    public let type: UserType
    public let name: String

    init(_ type: UserType, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  /// Every user type of PKCS#11 2.40 to 3.2.
  public static let rows: [Row] = [
    Row(.CKU_SO, "CKU_SO"),
    Row(.CKU_USER, "CKU_USER"),
    Row(.CKU_CONTEXT_SPECIFIC, "CKU_CONTEXT_SPECIFIC"),
  ]
}
