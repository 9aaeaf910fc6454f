public import Cryptoki

/// A return code as one vendor's driver means it.
public struct ProfileCode: Sendable, Hashable {
  public let code: ReturnCode
  /// The vendor's name, or the standard's where the driver only means it differently.
  public let name: String
  public let triage: ReturnCodeTriage
  /// What happened, in words that fit behind a colon.
  public let meaning: String
  /// What a person may do about it.
  public let remedy: String

  init(_ code: UInt, _ name: String, _ triage: ReturnCodeTriage, _ meaning: String, _ remedy: String) {
    self.code = ReturnCode(rawValue: code)
    self.name = name
    self.triage = triage
    self.meaning = meaning
    self.remedy = remedy
  }
}
