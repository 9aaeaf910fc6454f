internal import CCryptoki

/// What a session may do: a CK_STATE.
public struct SessionState: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKS_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) })
}

extension SessionState {
  public static let CKS_RO_PUBLIC_SESSION = Self(rawValue: CCryptoki.CKS_RO_PUBLIC_SESSION)
  public static let CKS_RO_USER_FUNCTIONS = Self(rawValue: CCryptoki.CKS_RO_USER_FUNCTIONS)
  public static let CKS_RW_PUBLIC_SESSION = Self(rawValue: CCryptoki.CKS_RW_PUBLIC_SESSION)
  public static let CKS_RW_USER_FUNCTIONS = Self(rawValue: CCryptoki.CKS_RW_USER_FUNCTIONS)
  public static let CKS_RW_SO_FUNCTIONS = Self(rawValue: CCryptoki.CKS_RW_SO_FUNCTIONS)
}

extension SessionState {
  /// What the tables know of one session state.
  public struct Row: Sendable {
    public let type: SessionState
    public let name: String

    init(_ type: SessionState, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  /// Every session state of PKCS#11 2.40 to 3.2.
  public static let rows: [Row] = [
    Row(.CKS_RO_PUBLIC_SESSION, "CKS_RO_PUBLIC_SESSION"),
    Row(.CKS_RO_USER_FUNCTIONS, "CKS_RO_USER_FUNCTIONS"),
    Row(.CKS_RW_PUBLIC_SESSION, "CKS_RW_PUBLIC_SESSION"),
    Row(.CKS_RW_USER_FUNCTIONS, "CKS_RW_USER_FUNCTIONS"),
    Row(.CKS_RW_SO_FUNCTIONS, "CKS_RW_SO_FUNCTIONS"),
  ]
}
