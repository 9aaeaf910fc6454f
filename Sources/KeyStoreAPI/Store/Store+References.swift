internal import Foundation
internal import GRDB
public import HSM

/// Which references mean one object on a token.
public struct ReferenceMatch: Sendable, Hashable {
  public var token: TokenIdentity
  public var label: [UInt8]
  public var keyType: UInt
  public var id: [UInt8]
  /// Narrows the search where objects agree in all of the above; nil matches any.
  public var fingerprint: [UInt8]?

  public init(token: TokenIdentity, label: [UInt8], keyType: UInt, id: [UInt8], fingerprint: [UInt8]? = nil) {
    self.token = token
    self.label = label
    self.keyType = keyType
    self.id = id
    self.fingerprint = fingerprint
  }
}

extension Store {
  /// Gives the references to a key its new label: the key was renamed on its token.
  ///
  /// - Returns: how many defaults and secrets were rewritten.
  @discardableResult
  public func rewriteReferences(
    matching match: ReferenceMatch, newLabel: [UInt8], reason: String? = nil
  ) throws(KeyStoreError) -> (defaults: Int, secrets: Int) {
    try change("rewrite the references to a renamed key") { database, seal in
      let sealed = try DefaultRows.sealed(by: seal, database) {
        $0.key.cryptogram.fingerprint == match.fingerprint ?? $0.key.cryptogram.fingerprint
      }
      func rewrite(_ table: String) throws -> Int {
        // The token's label is left out: it is its owner's to change, and the other three name the token.
        try database.execute(
          sql: """
            UPDATE \(table) SET key_label = ?
            WHERE token_serial = ? AND token_manufacturer = ? AND token_model = ?
              AND key_label = ? AND key_type = ? AND key_id = ? AND fingerprint = coalesce(?, fingerprint)
            """,
          arguments: [
            Data(newLabel), match.token.serial, match.token.manufacturer, match.token.model, Data(match.label),
            Int64(Int(bitPattern: match.keyType)), Data(match.id), match.fingerprint.map { Data($0) },
          ])
        return database.changesCount
      }
      let counts = (defaults: try rewrite("default_key"), secrets: try rewrite("secret"))
      guard counts.defaults + counts.secrets > 0 else { return Change(value: counts, entry: nil) }
      func words(_ label: [UInt8]) -> String { Name.printable(String(decoding: label, as: UTF8.self)) }
      return Change(
        value: counts,
        entry: AuditDraft(
          action: "rename-references", target: Name.printable(match.token.label), from: words(match.label),
          to: words(newLabel), reason: reason), sealing: sealed)
    }
  }
}
