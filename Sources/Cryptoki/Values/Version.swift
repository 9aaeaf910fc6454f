internal import CCryptoki

/// A version of two numbers: CK_VERSION.
public struct Version: Sendable, Hashable, Codable, CustomStringConvertible {
  public let major: UInt8
  public let minor: UInt8

  init(_ version: CK_VERSION) {
    major = version.major
    minor = version.minor
  }

  public var description: String { "\(major).\(minor)" }
}
