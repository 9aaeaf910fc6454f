internal import Cryptoki
internal import HSM

extension KeyStore {
  /// Has each connection prove the keys that protect something, before it counts as connected, from now on.
  ///
  /// One-shot commands need it not: they prove the keys that they use.
  public func trackDefaults() {
    for connection in connections {
      connection.track { [store] token in Self.trackedKeys(of: token, in: store) }
    }
  }

  /// The keys of a token that are somebody's default, each once.
  private static func trackedKeys(of token: TokenIdentity, in store: Store) -> [TrackedKey] {
    // A store that cannot be read now says so wherever it is needed; the connection does not depend on it.
    let defaults = (try? store.listDefaults()) ?? []
    var seen: Set<[UInt8]> = []
    return defaults.compactMap { row in
      let (reference, scope) = (row.key, row.scope)
      guard reference.token == token, seen.insert(reference.cryptogram.fingerprint).inserted else { return nil }
      return TrackedKey(
        name: Name.printable(String(decoding: reference.label, as: UTF8.self)), label: reference.label,
        keyType: reference.keyType, id: reference.id
      ) { (key, session) throws(CryptokiError) in
        try reference.cryptogram.isMadeBy(key, in: session, for: scope)
      }
    }
  }
}
