public import Cryptoki

extension Connection {
  /// Refuses what the driver is not configured for.
  ///
  /// - Throws: `HSMError` `refused`, naming the setting.
  public func require(_ useCase: UseCase, to what: String) throws(HSMError) {
    guard !driver.useCases.contains(useCase) else { return }
    throw HSMError(
      .refused, "driver \(driver.name) may not \(what): it is not configured for \(useCase.rawValue)",
      remedy: "add \(useCase.rawValue) to `use-cases:` of driver \(driver.name)")
  }

  /// Refuses changes on a driver that is configured for browsing only, or for a user who may make none.
  public func requireChanges(to what: String) throws(HSMError) {
    guard let obstacle = obstacleToChanges else { return }
    throw HSMError(
      .refused, "driver \(driver.name) may not \(what): \(obstacle.words)", remedy: obstacle.remedy(for: driver.name))
  }

  /// Why no key is made, changed or destroyed through this driver, as far as its configuration says.
  var obstacleToChanges: ObstacleToChanges? {
    if driver.useCases.isEmpty { return .browsingOnly }
    guard case .number = driver.login else { return nil }
    return profile.limitedUsers.first { $0.type == driver.login.userType }.map(ObstacleToChanges.limitedUser)
  }

  /// An object together with the other half of its pair: one of the other class, of its type, with its id.
  public func halves(of key: KeyObject) throws(HSMError) -> [KeyObject] {
    guard let other = key.objectClass?.otherHalf, let keyType = key.keyType, !key.id.isEmpty else { return [key] }
    let found = try listObjects(matching: [
      .CKA_CLASS: .objectClass(other), .CKA_KEY_TYPE: .keyType(keyType), .CKA_ID: .bytes(key.id),
    ])
    // Several are nobody's other half for certain.
    return found.count == 1 ? [key, found[0]] : [key]
  }

  /// Destroys objects, each verified just before to be the one that was listed; private keys first.
  ///
  /// The corresponding C function is `C_DestroyObject`.
  public func destroy(_ keys: [KeyObject]) throws(HSMError) {
    let keys = keys.sorted { a, _ in a.objectClass == .CKO_PRIVATE_KEY }
    try change(keys, couldNot: "\(keys[0].labelText) could not be destroyed") {
      (handle, _, session) throws(CryptokiError) in
      try session.destroyObject(handle)
    }
  }

  /// Changes attributes of objects; each is given those that its class carries, and what the token then says is read.
  ///
  /// The corresponding C function is `C_SetAttributeValue`.
  public func setAttributes(_ changes: Template, of keys: [KeyObject]) throws(HSMError) -> [KeyObject] {
    let generation = generation
    var changed: [KeyObject] = []
    try change(keys, couldNot: "\(keys[0].labelText) could not be changed") {
      (handle, key, session) throws(CryptokiError) in
      var own: Template = [:]
      for attribute in changes.attributes where attribute.type.isCarried(by: key.objectClass ?? .CKO_DATA) {
        own[attribute.type] = attribute.value
      }
      if !own.attributes.isEmpty { try session.setAttributes(own, of: handle) }
      changed.append(
        KeyObject(
          driver: key.driver, token: key.token, handle: handle.rawValue, generation: generation,
          attributes: try AttributeReader(KeyObject.listedAttributes).read(handle, in: session)))
    }
    return changed
  }

  /// Finds all of the objects before the first is touched.
  private func change(
    _ keys: [KeyObject], couldNot what: String,
    _ body: (ObjectHandle, KeyObject, Session) throws(CryptokiError) -> Void
  ) throws(HSMError) {
    try withSession(readWrite: true, repeats: false, couldNot: what) { (session) throws(CryptokiError) in
      var handles: [ObjectHandle] = []
      for key in keys { handles.append(try handle(of: key, in: session)) }
      for (handle, key) in zip(handles, keys) { try body(handle, key, session) }
    }
  }
}

extension ObjectClass {
  /// The class of a pair's other half.
  public var otherHalf: ObjectClass? {
    switch self {
    case .CKO_PRIVATE_KEY: .CKO_PUBLIC_KEY
    case .CKO_PUBLIC_KEY: .CKO_PRIVATE_KEY
    default: nil
    }
  }
}
