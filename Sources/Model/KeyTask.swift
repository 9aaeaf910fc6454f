public import Cryptoki
public import HSM

/// What the console asks about one key, or one that is to be.
public enum KeyTask: Sendable, Hashable, Codable {
  /// What a key would be made like, and what a person should know first. Nothing is made.
  case review(driver: String, KeyRequest)
  case generate(TemplateReview)
  /// What hangs on a key. Nothing is changed.
  case weigh(KeyObject)
  case delete(KeyObject, evenIfUsed: Bool)
  case rename(KeyObject, label: String)
  case setAttributes(KeyObject, Template)
  case test(KeyObject)

  public var driver: String {
    switch self {
    case .review(let driver, _): driver
    case .generate(let review): review.driver
    case .weigh(let key), .delete(let key, _), .rename(let key, _), .setAttributes(let key, _), .test(let key):
      key.driver
    }
  }

  /// Whether something is made, changed or destroyed.
  public var changes: Bool {
    switch self {
    case .generate, .delete, .rename, .setAttributes: true
    case .review, .weigh, .test: false
    }
  }
}

/// What came of a task, where it is more than done or failed.
public enum KeyReport: Sendable, Hashable, Codable {
  case review(TemplateReview)
  /// The key as its token made it.
  case generated(GeneratedKey)
  /// What hangs on a key, in words; nil where nothing does.
  case burden(KeyObject, String?)
  /// How many defaults and secrets now refer to a key by its new label.
  case renamed(KeyObject, defaults: Int, secrets: Int)
  case test(KeyTest)
}
