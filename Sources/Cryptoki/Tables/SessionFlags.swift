internal import CCryptoki

/// How a session was opened: the flags of C_OpenSession and CK_SESSION_INFO.
public struct SessionFlags: StandardFlags {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

extension SessionFlags {
  public static let CKF_RW_SESSION = Self(rawValue: CCryptoki.CKF_RW_SESSION)
  public static let CKF_SERIAL_SESSION = Self(rawValue: CCryptoki.CKF_SERIAL_SESSION)
  public static let CKF_ASYNC_SESSION = Self(rawValue: CCryptoki.CKF_ASYNC_SESSION)

  public static let rows: [(flag: Self, name: String)] = [
    (.CKF_RW_SESSION, "CKF_RW_SESSION"),
    (.CKF_SERIAL_SESSION, "CKF_SERIAL_SESSION"),
    (.CKF_ASYNC_SESSION, "CKF_ASYNC_SESSION"),
  ]
}
