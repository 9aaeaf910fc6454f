public import Cryptoki

/// What a key was shown to do, by doing it.
public struct KeyTest: Sendable, Hashable, Codable {
  public enum Result: String, Sendable, Hashable, Codable {
    case passed, failed, notOffered
  }

  /// One thing that was tried.
  public struct Step: Sendable, Hashable, Codable {
    /// In words: `encrypt, decrypt, compare`.
    public let what: String
    public let mechanism: MechanismType
    public let result: Result
    /// What the token answered, where it refused.
    public let returnCode: ReturnCode?
    public let detail: String?

    init(
      _ what: String, _ mechanism: MechanismType, _ result: Result, returnCode: ReturnCode? = nil,
      detail: String? = nil
    ) {
      self.what = what
      self.mechanism = mechanism
      self.result = result
      self.returnCode = returnCode
      self.detail = detail
    }
  }

  public let key: KeyObject
  public let steps: [Step]

  public var hasPassed: Bool { !steps.isEmpty && steps.allSatisfy { $0.result == .passed } }
}
