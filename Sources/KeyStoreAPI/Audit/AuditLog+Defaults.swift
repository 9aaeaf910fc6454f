internal import Cryptoki
internal import GRDB

extension AuditLog {
  private static let decides = "action IN ('set-default', 'clear-default', 'confirm-default')"

  /// What the log said last of each scope of a default: the key in words, nil where it was cleared.
  static func lastWords(_ database: Database) throws -> [String: String?] {
    var words: [String: String?] = [:]
    let entries = try Row.fetchCursor(
      database, sql: "SELECT target, to_value FROM audit WHERE \(decides) ORDER BY sequence")
    while let entry = try entries.next() {
      words[try entry.text("target")] = .some(try entry.textIfAny("to_value"))
    }
    return words
  }

  /// The same of one scope; nil where it was cleared, or never set.
  static func lastWord(on scope: Scope, _ database: Database) throws -> String? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT to_value FROM audit WHERE \(decides) AND target = ? ORDER BY sequence DESC LIMIT 1"),
      arguments: [scope.description]
    )?.textIfAny("to_value")
  }
}

extension KeyReference {
  /// Whether words of the log mean this key: by its fingerprint, since a key may be renamed and its token replaced.
  func isNamed(by words: String?) -> Bool {
    words?.contains("fingerprint \(hexadecimal(cryptogram.fingerprint.prefix(8)))") ?? false
  }
}
