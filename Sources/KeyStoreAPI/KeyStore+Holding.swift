internal import Cryptoki
public import HSM

/// A key on a token, chosen to protect something.
public struct ChosenKey: Sendable, Hashable {
  public let object: KeyObject
  public let connection: Connection

  public init(_ object: KeyObject, on connection: Connection) {
    self.object = object
    self.connection = connection
  }

  public static func == (left: ChosenKey, right: ChosenKey) -> Bool {
    left.object == right.object && left.connection === right.connection
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(object) }
}

extension KeyStore {
  /// Finds the one AES key of a label on the connected tokens.
  ///
  /// - Throws: `KeyStoreError`: `notFound`, or `ambiguous` where several have the label.
  public func key(labelled label: String) throws(KeyStoreError) -> ChosenKey {
    var found: [ChosenKey] = []
    for connection in connections {
      do {
        found += try connection.listObjects(matching: [
          .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES), .CKA_LABEL: .text(label),
        ]).map { ChosenKey($0, on: connection) }
      } catch {
        throw KeyStoreError(error)
      }
    }
    guard let first = found.first else {
      throw KeyStoreError(.notFound, "there is no AES key \(Name.printable(label))", remedy: "see what keys there are")
    }
    guard found.count == 1 else {
      throw KeyStoreError(
        .ambiguous, "there are \(found.count) AES keys \(Name.printable(label))", remedy: "choose one of them by its id"
      )
    }
    return first
  }

  /// Takes a chosen key into use.
  ///
  /// - Throws: `KeyStoreError` where the rules about keys forbid it, or the token refuses.
  func hold(_ chosen: ChosenKey) throws(KeyStoreError) -> HeldKey {
    let connection = chosen.connection
    let result: Result<HeldKey, Ineligibility>
    do {
      let ground = try ground(on: connection)
      result = try connection.withSession(couldNot: "cannot use key \(chosen.object.printableLabel)") {
        [keys] (session) throws(CryptokiError) in
        let handle = try connection.handle(of: chosen.object, in: session)
        let now = try KeyObject(chosen.object, readAnew: handle, on: connection, in: session)
        if let reason = now.ineligibility(on: ground) { return .failure(reason) }
        return .success(
          HeldKey(
            now, on: connection, seed: try KeySeed(of: handle, in: session),
            vectors: keys.vectors(of: connection.driver.name)))
      }
    } catch {
      throw KeyStoreError(error)
    }
    switch result {
    case .success(let held):
      keys.hold(held)
      return held
    case .failure(let reason):
      throw KeyStoreError(
        .refused, "cannot use key \(chosen.object.printableLabel): \(reason.words)", remedy: "choose another key")
    }
  }

  /// Takes the key that something is encrypted with into use: found on any connected token, known by its fingerprint.
  ///
  /// - Throws: `KeyStoreError`: what kept its token from being asked; `notFound` where the key is gone.
  func hold(_ identity: KeyIdentity) throws(KeyStoreError) -> HeldKey {
    if let held = keys.key(identity.fingerprint) { return held }
    let own = connections.filter { $0.status.token == identity.token }
    let others = connections.filter { connection in !own.contains { $0 === connection } }
    var obstacle: KeyStoreError?
    for connection in own + others {
      do {
        guard let held = try find(identity, on: connection) else { continue }
        keys.hold(held)
        return held
      } catch {
        // Only the key's own token is missed; a copy may lie on another.
        if own.contains(where: { $0 === connection }) { obstacle = obstacle ?? KeyStoreError(error) }
      }
    }
    if let obstacle { throw obstacle }
    if own.isEmpty {
      throw KeyStoreError(
        HSMError(
          .noToken, "no connected driver has the token of key \(identity)",
          remedy: "connect its driver; `claviger status` shows them"))
    }
    throw KeyStoreError(
      .notFound, "key \(identity) is not on its token: it was deleted, or is another one now",
      remedy: "restore the token's backup; `claviger defaults check` tries every default")
  }

  func find(_ identity: KeyIdentity, on connection: Connection) throws(HSMError) -> HeldKey? {
    let base: Template = [.CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .number(identity.keyType)]
    var templates = [base, base]
    templates[0][.CKA_LABEL] = .bytes(identity.label)
    templates[1][.CKA_ID] = .bytes(identity.id)
    for template in templates {
      let candidates = try connection.listObjects(matching: template)
      let held = try connection.withSession(couldNot: "key \(identity) could not be sought") {
        [keys] (session) throws(CryptokiError) -> HeldKey? in
        for candidate in candidates {
          do throws(CryptokiError) {
            let seed = try KeySeed(of: ObjectHandle(rawValue: candidate.handle), in: session)
            guard isEqualInConstantTime(seed.fingerprint, identity.fingerprint) else { continue }
            return HeldKey(
              candidate, on: connection, seed: seed, vectors: keys.vectors(of: connection.driver.name))
          } catch let error where !connection.triage.isOfConnection(error.code) {
            // The token would not use this key: then it is not the one.
            continue
          }
        }
        return nil
      }
      if let held { return held }
    }
    return nil
  }

  /// Takes the default of a scope into use; its MAC proves that the row was made for this scope with this key, and its
  /// seal, where there is one, that a person who may use the sealing key decided on it.
  ///
  /// - Parameter passed: the scopes that would go before it, and have no default.
  func hold(
    _ reference: KeyReference, for scope: Scope, passing passed: [Scope]
  ) throws(KeyStoreError) -> HeldKey {
    try store.requireSealed(reference, for: scope, passing: passed)
    let held = try hold(reference.identity)
    guard reference.cryptogram.isSignedBy(held.seed, for: scope) else {
      throw KeyStoreError(
        .refused, "the default of \(scope) does not prove its key: the store was changed by someone else",
        remedy: "set the default again, after a look at the audit log")
    }
    guard held.connection.driver.useCases.contains(.protect) else {
      throw KeyStoreError(
        .refused, "cannot use key \(held.object.printableLabel): \(Ineligibility.useCaseNotConfigured.words)",
        remedy: "choose another default")
    }
    if let reason = try protectionRefutation(on: held.connection) {
      throw KeyStoreError(
        .refused,
        "cannot use key \(held.object.printableLabel): \(Ineligibility.refutedByTrial(reason).words)",
        remedy: "`claviger drivers trial \(held.connection.driver.name)` tries it again")
    }
    if !protectsAfterEndDate, case .day(let end) = held.object.date(.CKA_END_DATE),
      Self.today.dayNumber > end.dayNumber + 1
    {
      throw KeyStoreError(
        .refused, "cannot use key \(held.object.printableLabel): it ended \(end), and after-end-date is refuse",
        remedy: "set another default")
    }
    return held
  }
}

extension TriageTable {
  /// Whether a code speaks of the connection, and not of the one key that was tried.
  func isOfConnection(_ code: ReturnCode) -> Bool {
    switch verdict(of: code) {
    case .lost, .loginLost: true
    case .callersError, .staleHandle, .suspect: false
    }
  }
}

extension KeyObject {
  /// The same object with its attributes as they are now.
  init(
    _ object: KeyObject, readAnew handle: ObjectHandle, on connection: Connection, in session: Session
  ) throws(CryptokiError) {
    self.init(
      driver: object.driver, token: object.token, handle: handle.rawValue, generation: connection.generation,
      attributes: try AttributeReader(KeyObject.listedAttributes).read(handle, in: session))
  }
}
