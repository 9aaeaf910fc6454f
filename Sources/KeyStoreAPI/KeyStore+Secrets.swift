internal import Foundation
public import SecretMemory

extension KeyStore {
  /// Protects bytes and keeps them in the store.
  ///
  /// - Parameters:
  ///   - bytes: up to `Secret.largest`; any bytes, none too.
  ///   - key: nil takes the effective default of the type in the path's policy. A key that is named here stays the
  ///     secret's key when defaults change.
  ///   - replacing: whether a secret of this name may be there already; it keeps its id.
  /// - Throws: `KeyStoreError`: `refused` where no key is set, since nothing is ever kept in clear.
  @discardableResult
  public func put(
    _ bytes: borrowing SecretBytes, as path: SecretPath, type: String, under key: ChosenKey? = nil,
    replacing: Bool = false, reason: String? = nil
  ) throws(KeyStoreError) -> Secret {
    let task = "put the secret \(path)"
    guard bytes.count <= Secret.largest else {
      throw KeyStoreError(
        .refused, "cannot \(task): it is longer than \(Secret.largest) bytes", remedy: "encrypt it as a file instead")
    }
    try store.makeIfMissing(to: task)
    // A default or a secret that another process changes meanwhile is met with another look; someone always gets through.
    for _ in 0..<20 {
      let ground = try store.putGround(path, type: type, replacing: replacing, to: task)
      let held = if let key { try hold(key) } else { try holdEffective(ground.resolution, to: task) }
      let now = Date(milliseconds: Date().milliseconds)
      let secret = Secret(
        id: ground.existing?.id ?? StoreSchema.randomIdentifier(), path: path, type: type, key: held.identity,
        named: key != nil, revision: (ground.existing?.revision ?? 0) + 1,
        createdAt: ground.existing?.createdAt ?? now, protectedAt: now, size: bytes.count)
      let place = EnvelopePlace(
        store: ground.store, secret: secret.id, revision: secret.revision, name: path.name, type: type,
        policy: ground.policy)
      let envelope = try protect(bytes, for: place, with: held)
      do {
        try store.put(
          StoredSecret(secret: secret, envelope: envelope, place: place), on: ground, to: task, reason: reason)
        return secret
      } catch let error where error.code == .conflict {
        continue
      }
    }
    throw Store.changedMeanwhile(task)
  }

  /// Says what the store would refuse, before a token is asked: an unknown type or policy, a name that is taken, no key.
  public func mayPut(
    _ path: SecretPath, type: String, replacing: Bool = false, named: Bool = false
  ) throws(KeyStoreError) {
    let task = "put the secret \(path)"
    let ground = try store.putGround(path, type: type, replacing: replacing, to: task)
    if !named, ground.resolution.key == nil { throw Self.noKey(ground.resolution, task) }
  }

  /// Opens a secret.
  ///
  /// - Throws: `KeyStoreError`: `notFound` for a missing secret or key; what keeps the token from being asked; for
  ///   everything else `cannotOpen`, always with the same words.
  public func get(_ path: SecretPath) throws(KeyStoreError) -> SecretBytes {
    try open(try store.stored(path, to: "open the secret \(path)"))
  }

  /// Opens a secret for a person: the audit log has it before the first byte is shown.
  public func reveal(_ path: SecretPath, reason: String? = nil) throws(KeyStoreError) -> SecretBytes {
    let stored = try store.stored(path, to: "open the secret \(path)")
    let intent = try store.beginAudit(
      "open-secret", path.description, from: stored.secret.key.description, reason: reason)
    let box: SecretBox
    do {
      box = SecretBox(try open(stored))
    } catch {
      // What kept the secret shut is what the person must hear.
      try? store.finishAudit(intent, result: "failed: \(error.message)")
      throw error
    }
    try store.finishAudit(intent, result: "done")
    guard let bytes = box.take() else { throw Self.cannotOpen(path) }
    return bytes
  }

  /// Gives a secret another name or policy. It stays encrypted as it is; its MAC is made anew for the new place.
  ///
  /// - Throws: `KeyStoreError`: `cannotOpen` where its envelope is not the one that was made for it.
  @discardableResult
  public func move(
    _ path: SecretPath, to destination: SecretPath, reason: String? = nil
  ) throws(KeyStoreError) -> Secret {
    let task = "move the secret \(path)"
    let stored = try store.stored(path, to: task)
    let policy = try store.policyID(destination.policy, to: task)
    let held = try hold(stored.secret.key)
    guard held.hasMade(stored.envelope, for: stored.place) else { throw Self.cannotOpen(path) }
    let secret = stored.secret.with(path: destination, revision: stored.secret.revision + 1)
    var place = stored.place
    place.revision = secret.revision
    place.name = destination.name
    place.policy = policy
    let envelope = held.sealed(stored.envelope.encrypted, for: place)
    try store.move(
      StoredSecret(secret: secret, envelope: envelope, place: place), from: stored.secret, to: task, reason: reason)
    return secret
  }

  /// The error of everything that keeps a secret shut but a missing key, login or connection: it tells nobody why.
  static func cannotOpen(_ path: SecretPath) -> KeyStoreError {
    KeyStoreError(
      .cannotOpen, "cannot open the secret \(path): it is not what was put there",
      remedy: "look at the audit log, and restore the store from a backup")
  }

  private func holdEffective(_ resolution: Resolution, to task: String) throws(KeyStoreError) -> HeldKey {
    guard let reference = resolution.key, let scope = resolution.source else {
      throw Self.noKey(resolution, task)
    }
    return try hold(reference, for: scope, passing: resolution.passed)
  }

  private static func noKey(_ resolution: Resolution, _ task: String) -> KeyStoreError {
    KeyStoreError(
      .refused, "cannot \(task): no key protects \(Scope(policy: resolution.policy, type: resolution.type))",
      remedy: "set a default (`claviger defaults set`), or name a key")
  }
}

extension Secret {
  func with(path: SecretPath, revision: Int64) -> Secret {
    Secret(
      id: id, path: path, type: type, key: key, named: named, revision: revision, createdAt: createdAt,
      protectedAt: protectedAt, size: size)
  }
}
