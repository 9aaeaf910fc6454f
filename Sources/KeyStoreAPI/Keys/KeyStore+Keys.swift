public import Cryptoki
public import HSM

/// A key after its name was changed.
public struct RenamedKey: Sendable, Hashable {
  public let objects: [KeyObject]
  /// References that were rewritten.
  public let defaults: Int
  public let secrets: Int
}

extension KeyStore {
  /// Makes a key as reviewed; the log has the intent before it is made, and what came of it.
  public func generate(
    _ review: TemplateReview, on connection: Connection, reason: String? = nil
  ) throws(KeyStoreError) -> GeneratedKey {
    if review.template.kind.isPair { try refuseIfRefuted(review.template.kind, on: connection) }
    let kept = review.template.halves[0].template
    let words =
      review.template.kind.name + (kept[.CKA_EXTRACTABLE] == true ? ", extractable" : "")
      + (kept[.CKA_SENSITIVE] == true ? "" : ", not sensitive")
    let target = Self.target(review.token, kept[.CKA_LABEL], kept[.CKA_ID])
    return try store.audited("generate-key", target, to: words, reason: reason) { () throws(HSMError) in
      try connection.generate(review)
    }
  }

  /// Destroys a key, both halves of a pair.
  ///
  /// - Parameter evenIfUsed: destroys it also where a default or a secret hangs on it.
  /// - Returns: the objects that were destroyed.
  /// - Throws: `KeyStoreError` `refused`, naming what hangs on it.
  @discardableResult
  public func delete(
    _ key: KeyObject, on connection: Connection, evenIfUsed: Bool = false, reason: String? = nil
  ) throws(KeyStoreError) -> [KeyObject] {
    let task = "delete key \(key.printableLabel)"
    let halves = try prepare(task, key, connection)
    let burden = try burden(of: key, on: connection)
    if !evenIfUsed { try refuseDeletion(of: key, burden) }
    try store.audited("delete-key", Self.target(key), from: burden, reason: reason) { () throws(HSMError) in
      try connection.destroy(halves)
    }
    return halves
  }

  /// Gives a key another label, both halves of a pair, and rewrites the references to it in one transaction.
  public func rename(
    _ key: KeyObject, to label: String, on connection: Connection, reason: String? = nil
  ) throws(KeyStoreError) -> RenamedKey {
    let task = "rename key \(key.printableLabel)"
    guard !label.isEmpty else {
      throw KeyStoreError(.invalidName, "cannot \(task): the new label is empty", remedy: "give one")
    }
    let halves = try prepare(task, key, connection)
    let fingerprint = try fingerprintIfAny(key, connection)
    let from = Name.printable(key.labelText)
    let renamed = try store.audited(
      "rename-key", Self.target(key), from: from, to: Name.printable(label), reason: reason
    ) { () throws(HSMError) in
      try connection.setAttributes([.CKA_LABEL: .text(label)], of: halves)
    }
    guard key.objectClass == .CKO_SECRET_KEY, let keyType = key.keyType else {
      return RenamedKey(objects: renamed, defaults: 0, secrets: 0)
    }
    let match = ReferenceMatch(
      token: key.token, label: key.label, keyType: keyType.rawValue, id: key.id, fingerprint: fingerprint)
    do {
      let counts = try store.rewriteReferences(matching: match, newLabel: Array(label.utf8), reason: reason)
      return RenamedKey(objects: renamed, defaults: counts.defaults, secrets: counts.secrets)
    } catch {
      // The references still say the old label: the key gets it back. Where even that fails, its id still leads to it.
      _ = try? store.audited("rename-key", Self.target(key), to: from, reason: reason) { () throws(HSMError) in
        try connection.setAttributes([.CKA_LABEL: .bytes(key.label)], of: renamed)
      }
      throw error
    }
  }

  /// Changes attributes of a key; each half of a pair takes those that it has.
  ///
  /// - Parameter evenIfUsed: also takes from a key that protects what it needs for it.
  /// - Returns: the objects as their token has them afterwards.
  public func setAttributes(
    _ changes: Template, of key: KeyObject, on connection: Connection, evenIfUsed: Bool = false, reason: String? = nil
  ) throws(KeyStoreError) -> [KeyObject] {
    let task = "change key \(key.printableLabel)"
    let halves = try prepare(task, key, connection)
    let lost = [AttributeType.CKA_ENCRYPT, .CKA_DECRYPT].filter { changes[$0] == false }
    if !lost.isEmpty, !evenIfUsed, let burden = try burden(of: key, on: connection) {
      throw KeyStoreError(
        .refused, "cannot \(task): it \(burden), for which it needs \(lost.map(\.name).joined(separator: ", "))",
        remedy: "move what hangs on it to another key first, or say --even-if-used")
    }
    let words = changes.attributes.map { "\($0.type.name)=\($0.value.words(as: $0.type))" }.joined(separator: " ")
    return try store.audited(
      "set-attributes", Self.target(key), to: Name.printable(words), reason: reason
    ) { () throws(HSMError) in
      try connection.setAttributes(changes, of: halves)
    }
  }

  /// Refuses to delete a key on which something hangs.
  public func refuseDeletion(of key: KeyObject, _ burden: String?) throws(KeyStoreError) {
    guard let burden else { return }
    throw KeyStoreError(
      .refused, "cannot delete key \(key.printableLabel): it \(burden)",
      remedy: "move what hangs on it to another key first; with --even-if-used it is lost for good")
  }

  /// What hangs on a key, in words; nil where nothing does.
  public func burden(of key: KeyObject, on connection: Connection) throws(KeyStoreError) -> String? {
    try dependents(of: key, on: connection).words
  }

  /// What hangs on a key, as the store and the key's fingerprint tell.
  public func dependents(of key: KeyObject, on connection: Connection) throws(KeyStoreError) -> [KeyDependents] {
    let all = try store.listDependents()
    guard all.contains(where: { $0.token.isSameDevice(as: key.token) }) else { return [] }
    let fingerprint = try fingerprintIfAny(key, connection)
    return all.filter { $0.hang(on: key, fingerprint: fingerprint) }
  }

  private func prepare(
    _ task: String, _ key: KeyObject, _ connection: Connection
  ) throws(KeyStoreError) -> [KeyObject] {
    do {
      try connection.requireChanges(to: task)
      return try connection.halves(of: key)
    } catch {
      throw KeyStoreError(error)
    }
  }

  private func fingerprintIfAny(_ key: KeyObject, _ connection: Connection) throws(KeyStoreError) -> [UInt8]? {
    do {
      return try Self.fingerprint(of: key, on: connection)
    } catch {
      throw KeyStoreError(error)
    }
  }

  private static func target(_ key: KeyObject) -> String {
    target(key.token, .bytes(key.label), .bytes(key.id)) + ", \(key.typeWords)"
  }

  private static func target(_ token: TokenIdentity, _ label: AttributeValue?, _ id: AttributeValue?) -> String {
    func bytes(_ value: AttributeValue?) -> [UInt8] { if case .bytes(let bytes) = value { bytes } else { [] } }
    return Name.printable(
      "\(String(decoding: bytes(label), as: UTF8.self)), id \(hexadecimal(bytes(id))), token \(token.label), "
        + "serial \(token.serial)")
  }
}
