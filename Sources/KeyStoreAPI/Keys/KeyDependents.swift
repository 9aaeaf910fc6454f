internal import Cryptoki
public import HSM

/// What hangs on one key: the defaults that are it, and the secrets under it, as their references name it.
public struct KeyDependents: Sendable, Hashable, Codable {
  public let token: TokenIdentity
  /// CKA_LABEL, CKA_KEY_TYPE and CKA_ID.
  public let label: [UInt8]
  public let keyType: UInt
  public let id: [UInt8]
  public let fingerprint: [UInt8]
  /// Where it is the default.
  public let scopes: [Scope]
  public let secrets: Int

  /// Whether they hang on an object: by its fingerprint where that is known, else by all that names it.
  public func hang(on key: KeyObject, fingerprint known: [UInt8]? = nil) -> Bool {
    guard key.objectClass == .CKO_SECRET_KEY, key.token.isSameDevice(as: token) else { return false }
    if let known { return known == fingerprint }
    return key.label == label && key.id == id && key.keyType?.rawValue == keyType
  }
}

extension TokenIdentity {
  /// Whether both are one token, whatever it is called now: its label is its owner's to change.
  func isSameDevice(as other: TokenIdentity) -> Bool {
    serial == other.serial && manufacturer == other.manufacturer && model == other.model
  }
}

extension Sequence<KeyDependents> {
  /// The same in words: `is the default of global, and protects 12 secrets`; nil where there are none.
  var words: String? {
    let scopes = flatMap(\.scopes)
    let secrets = reduce(0) { $0 + $1.secrets }
    var parts: [String] = []
    if !scopes.isEmpty { parts.append("is the default of \(scopes.map(\.description).joined(separator: ", "))") }
    if secrets > 0 { parts.append("protects \(secrets) secret\(secrets == 1 ? "" : "s")") }
    return parts.isEmpty ? nil : parts.joined(separator: ", and ")
  }
}
