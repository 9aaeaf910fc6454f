/// What a C_ function answered: a CK_RV.
public struct ReturnCode: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}
