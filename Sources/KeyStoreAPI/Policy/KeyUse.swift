internal import Cryptoki
public import HSM

/// What hangs on a key: a key that something hangs on must not be deleted, nor lose CKA_DECRYPT or CKA_ENCRYPT.
public struct KeyUse: Sendable, Hashable, Codable {
  /// As the references and secrets remember the key.
  public let key: KeyIdentity
  /// The scopes whose default it is.
  public let defaults: [Scope]
  /// How many secrets are encrypted with it.
  public let secrets: Int

  public init(key: KeyIdentity, defaults: [Scope], secrets: Int) {
    self.key = key
    self.defaults = defaults
    self.secrets = secrets
  }

  public var isUsed: Bool { secrets > 0 || !defaults.isEmpty }

  /// In words for people: "214 secrets and the defaults of global, type password".
  public var words: String {
    var parts: [String] = []
    if secrets > 0 { parts.append("\(secrets) secret\(secrets == 1 ? "" : "s")") }
    if !defaults.isEmpty {
      let scopes = defaults.map(\.description).joined(separator: "; ")
      parts.append("the default\(defaults.count == 1 ? "" : "s") of \(scopes)")
    }
    return parts.isEmpty ? "nothing" : parts.joined(separator: " and ")
  }

  /// Whether this may speak of an object on a token, as far as token, label and id tell.
  public func mayMean(_ object: KeyObject) -> Bool {
    object.objectClass == .CKO_SECRET_KEY && object.token == key.token && object.label == key.label
      && object.id == key.id
  }
}
