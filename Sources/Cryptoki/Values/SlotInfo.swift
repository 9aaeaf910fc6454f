internal import CCryptoki

/// A slot's number, valid until the module is finalised: slots move between runs.
public struct SlotID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

/// What a module says of a slot: CK_SLOT_INFO.
public struct SlotInfo: Sendable, Hashable, Codable {
  public let description: String
  public let manufacturer: String
  public let flags: SlotFlags
  public let hardwareVersion: Version
  public let firmwareVersion: Version

  init(_ info: CK_SLOT_INFO) {
    description = fixedText(info.slotDescription)
    manufacturer = fixedText(info.manufacturerID)
    flags = SlotFlags(rawValue: info.flags)
    hardwareVersion = Version(info.hardwareVersion)
    firmwareVersion = Version(info.firmwareVersion)
  }
}
