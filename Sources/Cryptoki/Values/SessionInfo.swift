internal import CCryptoki

/// What a module says of a session: CK_SESSION_INFO. Its state is the one truth about who is logged in.
public struct SessionInfo: Sendable, Hashable {
  public let slot: SlotID
  public let state: SessionState
  public let flags: SessionFlags
  /// A number of the device's own, for its maker's support.
  public let deviceError: UInt

  init(_ info: CK_SESSION_INFO) {
    slot = SlotID(rawValue: info.slotID)
    state = SessionState(rawValue: info.state)
    flags = SessionFlags(rawValue: info.flags)
    deviceError = info.ulDeviceError
  }
}
