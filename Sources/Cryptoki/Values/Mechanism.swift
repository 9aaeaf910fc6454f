internal import CCryptoki

/// A mechanism together with its parameter, as an operation takes it.
public struct Mechanism: Sendable, Hashable {
  public let type: MechanismType
  /// The parameter's bytes, such as an initialisation vector; empty for none.
  public let parameter: [UInt8]

  public init(_ type: MechanismType, parameter: [UInt8] = []) {
    self.type = type
    self.parameter = parameter
  }

  func withCMechanism<Result>(_ body: (UnsafeMutablePointer<CK_MECHANISM>) -> Result) -> Result {
    parameter.withUnsafeBytes { bytes in
      var mechanism = CK_MECHANISM()
      mechanism.mechanism = type.rawValue
      mechanism.pParameter = bytes.isEmpty ? nil : UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      mechanism.ulParameterLen = UInt(bytes.count)
      return body(&mechanism)
    }
  }
}
