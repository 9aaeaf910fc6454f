import Cryptoki
import HSM
import KeyStoreAPI

extension JSONValue {
  static func secret(_ secret: Secret, _ drivers: [DriverConfiguration]) -> JSONValue {
    .object([
      ("id", .string(hexadecimal(secret.id))), ("name", .string(secret.path.name)), ("type", .string(secret.type)),
      ("policy", .string(secret.path.policy.description)), ("key", identity(secret.key, drivers)),
      ("named", .bool(secret.named)), ("createdAt", time(secret.createdAt)),
      ("protectedAt", time(secret.protectedAt)), ("size", .integer(UInt64(secret.size))),
    ])
  }

  /// A key by what is remembered of it.
  static func identity(_ key: KeyIdentity, _ drivers: [DriverConfiguration]) -> JSONValue {
    let uri = PKCS11URI(
      token: URIText(key.token.label), serial: URIText(key.token.serial), object: URIText(bytes: key.label),
      type: .CKO_SECRET_KEY, id: key.id)
    return .object([
      ("uri", .string(uri.description)), ("label", .string(String(decoding: key.label, as: UTF8.self))),
      ("token", .string(key.token.label)),
      ("driver", .optional(drivers.first { $0.token.fits(key.token) }?.name)),
      ("fingerprint", .string(hexadecimal(key.fingerprint))),
    ])
  }
}
