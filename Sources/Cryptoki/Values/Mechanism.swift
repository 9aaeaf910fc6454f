internal import CCryptoki

/// A mechanism together with its parameter, as an operation takes it.
public struct Mechanism: Sendable, Hashable {
  public let type: MechanismType
  public let parameter: MechanismParameter

  public init(_ type: MechanismType, _ parameter: MechanismParameter = .none) {
    self.type = type
    self.parameter = parameter
  }

  /// A mechanism whose parameter is plain bytes, such as an initialisation vector.
  public init(_ type: MechanismType, parameter: [UInt8]) {
    self.init(type, .bytes(parameter))
  }

  func withCMechanism<Result>(_ body: (UnsafeMutablePointer<CK_MECHANISM>) -> Result) -> Result {
    parameter.withNative { parameter, length in
      var mechanism = CK_MECHANISM()
      mechanism.mechanism = type.rawValue
      mechanism.pParameter = parameter
      mechanism.ulParameterLen = length
      return body(&mechanism)
    }
  }
}
