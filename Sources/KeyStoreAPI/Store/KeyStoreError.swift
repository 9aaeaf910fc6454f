public import HSM

/// Why the key store could not do what it was asked.
public struct KeyStoreError: Error, Sendable, Hashable {
  /// The kinds of failure, as programs tell them apart.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    case storeFailed, storeNewer, storeLocked, storeCorrupt
    case notFound, ambiguous
    case refused
    case invalidName
    case conflict
    /// A secret that does not open. Whatever the reason is, the error is the same.
    case cannotOpen
    /// An HSM's failure; `hsm` has it whole.
    case hsm
  }

  public let code: Code
  /// What could not be done, and why, in one line: "cannot open the store: it is a directory".
  public let message: String
  /// What a person may do about it.
  public let remedy: String?
  /// The words of what lies beneath, such as SQLite.
  public let cause: String?
  /// The HSM's own error, where the failure lies there.
  public internal(set) var hsm: HSMError?

  public init(_ code: Code, _ message: String, remedy: String? = nil, cause: String? = nil) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.cause = cause
  }

  /// The status that a command ends with.
  public var exitCode: Int32 { hsm?.exitCode ?? code.exitCode }
}

extension KeyStoreError.Code {
  public var exitCode: Int32 {
    switch self {
    case .storeFailed, .storeNewer, .storeLocked, .storeCorrupt, .conflict, .cannotOpen, .hsm: 1
    case .invalidName: 2
    case .notFound, .ambiguous: 5
    case .refused: 6
    }
  }
}
