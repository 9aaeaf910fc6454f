internal import Foundation
internal import GRDB
public import HSM

/// What a key of a token is needed for.
public struct TokenUse: Sendable, Hashable {
  /// CKA_LABEL, fit for one line of a message.
  public let keyLabel: String
  /// The scopes whose default it is.
  public let defaults: [Scope]
  /// How many secrets are under it.
  public let secrets: Int

  /// "kek-2026 protects 3 secrets and is the default of everything".
  public var words: String {
    let secretWords = secrets == 0 ? nil : "protects \(secrets) \(secrets == 1 ? "secret" : "secrets")"
    let defaultWords =
      defaults.isEmpty ? nil : "is the default of \(defaults.map(\.description).joined(separator: ", "))"
    return keyLabel + " " + [secretWords, defaultWords].compactMap { $0 }.joined(separator: " and ")
  }
}

extension Store {
  /// The keys of a token that protect secrets or are defaults. The token's label does not count: it can be changed.
  public func uses(of token: TokenIdentity) throws(KeyStoreError) -> [TokenUse] {
    try read("look for what hangs on the token") { database in
      var scopes: [[UInt8]: [Scope]] = [:]
      var secrets: [[UInt8]: Int] = [:]
      for row in try DefaultRows.all(database)
      where row.key.token.serial == token.serial && row.key.token.manufacturer == token.manufacturer
        && row.key.token.model == token.model
      {
        scopes[row.key.label, default: []].append(row.scope)
      }
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT key_label, COUNT(*) AS count FROM secret
            WHERE token_serial = ? AND token_manufacturer = ? AND token_model = ? GROUP BY key_label
          """, arguments: [token.serial, token.manufacturer, token.model])
      for row in rows { secrets[try row.blob("key_label")] = try row.count("count") }
      return Set(scopes.keys).union(secrets.keys).map { label in
        TokenUse(
          keyLabel: Name.printable(String(decoding: label, as: UTF8.self)), defaults: scopes[label] ?? [],
          secrets: secrets[label] ?? 0)
      }.sorted { $0.keyLabel < $1.keyLabel }
    }
  }
}
