/// What came of one check on one driver: a line of the suite's output.
struct CheckRecord: Codable, Hashable, Sendable {
  enum Outcome: String, Codable, Sendable {
    case passed
    /// The driver does not list it.
    case notOffered
    /// It does something else than the standard says, as `KnownDifference` has it.
    case differs
    case failed
  }

  let driver: DriverName
  let group: CheckGroup
  let check: String
  let outcome: Outcome
  /// What was found; of a difference and a failure, what was answered instead.
  let detail: String?
  /// What a difference means to an administrator.
  let meaning: String?
}

/// What the checks are about, in the order of the table.
enum CheckGroup: String, Codable, CaseIterable, Sendable {
  case information = "Library and token"
  case login = "Login"
  case keys = "Keys"
  case objects = "Objects"
  case ciphers = "AES"
  case rsa = "RSA"
  case curves = "Elliptic curves"
  case wrapping = "Wrapping"
  case connection = "Threads and connection"
}
