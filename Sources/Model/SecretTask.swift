public import KeyStoreAPI

/// What the console asks about secrets. None carries a plain text: one that is shown lies in the model's box.
public enum SecretTask: Sendable, Hashable, Codable {
  /// One page of the list, behind the secret that the page before ended with.
  case list(SecretFilter, after: Secret?, count: Int)
  /// Protects a file's content.
  case put(SecretPath, type: String, file: String)
  case move(Secret, to: SecretPath)
  case delete(Secret)
  /// Opens a secret into the model's box; audited.
  case reveal(Secret)
  /// What re-protection would do. Nothing is changed.
  case plan
  case reprotect

  /// Secrets on one page of the list.
  public static let page = 200

  /// Whether it asks a token, and not the store alone.
  var needsKey: Bool {
    switch self {
    case .put, .move, .reveal, .reprotect: true
    case .list, .delete, .plan: false
    }
  }

  /// Whether something is made, changed or destroyed, or must leave a trace.
  public var changes: Bool {
    switch self {
    case .list, .plan: false
    case .put, .move, .delete, .reveal, .reprotect: true
    }
  }
}

/// What came of a task, where it is more than done or failed.
public enum SecretReport: Sendable, Hashable, Codable {
  case page(SecretFilter, after: Secret?, [Secret], total: Int)
  case put(Secret)
  case plan(Reprotection.Plan)
  case progress(Reprotection.Progress)
  case reprotected(Reprotection.Report)
}
