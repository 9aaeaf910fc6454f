internal import CCryptoki

/// What a slot is like: the flags of CK_SLOT_INFO.
public struct SlotFlags: StandardFlags {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

extension SlotFlags {
  public static let CKF_TOKEN_PRESENT = Self(rawValue: CCryptoki.CKF_TOKEN_PRESENT)
  public static let CKF_REMOVABLE_DEVICE = Self(rawValue: CCryptoki.CKF_REMOVABLE_DEVICE)
  public static let CKF_HW_SLOT = Self(rawValue: CCryptoki.CKF_HW_SLOT)

  public static let rows: [(flag: Self, name: String)] = [
    (.CKF_TOKEN_PRESENT, "CKF_TOKEN_PRESENT"),
    (.CKF_REMOVABLE_DEVICE, "CKF_REMOVABLE_DEVICE"),
    (.CKF_HW_SLOT, "CKF_HW_SLOT"),
  ]
}
