/// What became of trying a key reference against its cryptogram.
public enum CheckResult: String, Sendable, Hashable, Codable, CaseIterable {
  case proved
  /// Found by CKA_ID only: the label has changed since.
  case renamed
  case missing
  case ambiguous
  case wrongKey
  /// The key is there, but the token would not use it.
  case unable
  /// The token could not be asked.
  case unreachable
  case notChecked
}
