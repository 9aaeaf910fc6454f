public import Cryptoki

/// What a person should know before a key is made like this.
public enum TemplateWarning: Sendable, Hashable, Codable {
  case wrapsAndDecrypts
  case extractableInClear
  case extractable
  case readableInClear
  case visibleWithoutLogin
  case noEndDate
  case unwrapsWithoutTemplate
  case labelExists(Int)
  case datesCannotBeReadBack
  case otherMechanism(MechanismType)

  public var words: String {
    switch self {
    case .wrapsAndDecrypts:
      "wraps and decrypts: whoever uses it can wrap another key out and decrypt what came (CKA_WRAP, CKA_DECRYPT)"
    case .extractableInClear:
      "extractable, and not sensitive: its value can be read in clear (CKA_EXTRACTABLE, CKA_SENSITIVE)"
    case .extractable: "can be wrapped out of the token (CKA_EXTRACTABLE)"
    case .readableInClear: "its value can be read in clear (CKA_SENSITIVE false)"
    case .visibleWithoutLogin: "can be seen without login (CKA_PRIVATE false)"
    case .noEndDate: "has no end date (CKA_END_DATE)"
    case .unwrapsWithoutTemplate:
      "unwraps without a template: keys unwrapped with it may become anything (CKA_UNWRAP_TEMPLATE)"
    case .labelExists(let count):
      count == 1 ? "another object has this label" : "\(count) other objects have this label"
    case .datesCannotBeReadBack:
      "this token cannot read back dates of private objects: nobody could tell when the key ends, and it could not be "
        + "chosen to protect"
    case .otherMechanism(let type): "made by \(type.name), since the token does not list the usual mechanism"
    }
  }
}
