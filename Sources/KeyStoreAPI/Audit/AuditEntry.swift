public import Foundation

/// One line of the log of changes.
public struct AuditEntry: Sendable, Hashable {
  /// The result of an entry that was written before something was done on a token.
  public static let intent = "begun"

  public let sequence: Int64
  /// To the millisecond, which is what the hash covers.
  public let at: Date
  public let who: String
  /// A short name in kebab case: `set-default`, `add-policy`.
  public let action: String
  public let target: String
  public let from: String?
  public let to: String?
  public let result: String
  public let reason: String?
  /// The sequence of the intent that this is the outcome of.
  public let begun: Int64?
  /// The secret that this is about, where the entry speaks of its envelope.
  public let secret: [UInt8]?
  /// SHA-256 of the secret's envelope from this entry on; nil where it was deleted.
  public let envelope: [UInt8]?
  public let previousHash: [UInt8]
  public let hash: [UInt8]
}

/// How far a log went when someone last looked: kept elsewhere, it shows later whether entries were cut off its end.
public struct AuditHead: Sendable, Hashable, Codable {
  public let sequence: Int64
  public let hash: [UInt8]

  public init(sequence: Int64, hash: [UInt8]) {
    self.sequence = sequence
    self.hash = hash
  }
}

/// Whether the log is as it was written.
public enum AuditVerdict: Sendable, Hashable {
  /// - head: nil: no entry yet.
  /// - sealedFrom: the first entry that bears the store's seal; nil where no seal was looked at.
  /// - unsealed: how many behind it bear none, and may.
  case intact(head: AuditHead?, sealedFrom: Int64? = nil, unsealed: Int = 0)
  /// The chain is whole, but a seal is configured and this log does not have it.
  case unsealed(head: AuditHead?, why: String)
  /// The first entry that is not as it was, and in what.
  case broken(sequence: Int64, why: String)
}
