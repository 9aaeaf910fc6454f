public import Cryptoki
internal import HSM

extension KeyStore {
  /// Has audit entries and default rows MACed under a key derived from an AES key, from now on.
  ///
  /// - Parameters:
  ///   - uri: names the key.
  ///   - reach: is called before the key is sought, to connect its driver and log in there; what fails is told by the
  ///     search.
  public func seal(with uri: PKCS11URI, reach: @escaping @Sendable () -> Void = {}) {
    store.seal(
      by: Sealing { [connections] () throws(KeyStoreError) in
        reach()
        return try Self.findSeal(uri, on: connections)
      })
  }

  private static func findSeal(_ uri: PKCS11URI, on connections: [Connection]) throws(KeyStoreError) -> Seal {
    var obstacle: HSMError?
    var seals: [Seal] = []
    for connection in connections {
      do throws(HSMError) {
        guard let token = connection.status.token else {
          throw HSMError(
            .notConnected, "driver \(connection.driver.name) is not connected", remedy: "`claviger status` tells why")
        }
        guard
          uri.matchesToken(
            label: token.label, serial: token.serial, manufacturer: token.manufacturer, model: token.model)
        else { continue }
        seals += try self.seals(uri, on: connection)
      } catch {
        obstacle = obstacle ?? error
      }
    }
    if let first = seals.first, seals.allSatisfy({ $0.fingerprint == first.fingerprint }) { return first }
    guard seals.isEmpty else {
      throw KeyStoreError(
        .ambiguous, "the store's seal cannot be had: \(seals.count) AES keys fit the setting seal",
        remedy: "name one of them by id= in its URI")
    }
    if let obstacle {
      throw KeyStoreError(
        HSMError(
          obstacle.code, "the store's seal cannot be had: \(obstacle.message)", remedy: obstacle.remedy,
          cause: obstacle.cause))
    }
    throw KeyStoreError(
      .notFound, "the store's seal cannot be had: no AES key fits the setting seal",
      remedy: "look at `seal:` in the configuration, and at `claviger keys list`")
  }

  private static func seals(_ uri: PKCS11URI, on connection: Connection) throws(HSMError) -> [Seal] {
    let keys = try connection.listObjects(matching: [
      .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES),
    ])
    return try connection.withSession(couldNot: "the sealing key could not be used") {
      (session) throws(CryptokiError) in
      var seals: [Seal] = []
      for key in keys where uri.matchesObject(class: .CKO_SECRET_KEY, label: key.label, id: key.id) {
        seals.append(Seal(of: try KeySeed(of: ObjectHandle(rawValue: key.handle), in: session)))
      }
      return seals
    }
  }

  /// Confirms a default that does not bear the store's seal: its key is proved first.
  @discardableResult
  public func confirmDefault(_ scope: Scope, reason: String? = nil) throws(KeyStoreError) -> DefaultKey {
    let task = "confirm the default of \(scope)"
    guard let reference = try store.state(of: scope).key else {
      throw KeyStoreError(.notFound, "cannot \(task): none is set", remedy: "see the defaults with defaults list")
    }
    let check = check(reference, for: scope)
    guard [.proved, .renamed].contains(check.result) else {
      throw KeyStoreError(
        .refused, "cannot \(task): its key is not proved: \(check.detail ?? check.result.rawValue)",
        remedy: "set the default anew")
    }
    return try store.confirmDefault(scope, ifUnchangedFrom: ScopeState(key: reference), reason: reason)
  }
}
