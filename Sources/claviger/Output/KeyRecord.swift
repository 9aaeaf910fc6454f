import Console
import Cryptoki
import HSM
import KeyStoreAPI

/// An object as `keys list` and `keys show` print it.
struct KeyRecord: Sendable {
  let key: KeyObject
  /// What was read beyond the dozen of the listing.
  let all: ObjectAttributes?

  static func list(on connection: Connection, allAttributes: Bool, needsLogin: Bool) throws -> [KeyRecord] {
    let keys = try connection.listObjects(needsLogin: needsLogin)
    return try keys.map { key in
      KeyRecord(key: key, all: allAttributes ? try connection.readAllAttributes(of: key) : nil)
    }
  }

  var className: String { key.objectClass?.name ?? "" }

  /// The scopes whose default this key is, as far as token, label and id tell.
  func scopes(_ defaults: [DefaultKey]) -> [Scope] {
    guard key.objectClass == .CKO_SECRET_KEY else { return [] }
    return defaults.filter { row in
      row.key.label == key.label && row.key.id == key.id && row.key.token == TokenIdentity(key.token)
    }.map(\.scope)
  }

  func json(_ defaults: [DefaultKey]) -> JSONValue {
    let attributes = (all ?? key.attributes).entries.filter { $0.reading != .absent }
    return .object([
      ("uri", .string(key.uri)), ("driver", .string(key.driver)), ("token", .string(key.token.label)),
      ("class", .optional(key.objectClass?.name)), ("keyType", .optional(key.keyType?.name)),
      ("label", .string(key.labelText)), ("id", .string(hexadecimal(key.id))),
      ("size", .count(key.bits.map { UInt($0) })),
      ("attributes", .object(attributes.map { ($0.type.name, Self.json($0)) })),
      ("checkValue", checkValue), ("fingerprint", .null),
      ("defaultFor", .array(scopes(defaults).map(JSONValue.scope))), ("protects", .integer(0)),
      ("warnings", .strings(key.warnings(today: KeyStore.today))),
    ])
  }

  private var checkValue: JSONValue {
    (all ?? key.attributes).bytes(.CKA_CHECK_VALUE).flatMap { $0.isEmpty ? nil : .string(hexadecimal($0)) } ?? .null
  }

  private static func json(_ entry: ObjectAttributes.Entry) -> JSONValue {
    switch entry.reading {
    case .absent, .sensitive, .failed: return .null
    case .value(.bool(let value)): return .bool(value)
    case .value(.number(let number)):
      switch entry.type.kind {
      case .number: return number == UInt.max ? .null : .integer(UInt64(number))
      default: return .string(entry.reading.shown(as: entry.type))
      }
    case .value(.bytes(let bytes)):
      switch entry.type.kind {
      case .text: return .string(String(decoding: bytes, as: UTF8.self))
      case .date: return CKDate(bytes: bytes).map { .string($0.description) } ?? .null
      default: return .string(hexadecimal(bytes))
      }
    }
  }

  /// The object for people: what it is, then every attribute.
  var description: String {
    var table = TextTable([key.typeWords, PlainText.safe(key.labelText)])
    table.add(["URI", key.uri])
    for warning in key.warnings(today: KeyStore.today) { table.add(["WARNING", warning]) }
    for entry in (all ?? key.attributes).entries where entry.reading != .absent {
      table.add([entry.type.name, entry.reading.shown(as: entry.type)])
    }
    return table.text + "\n"
  }
}

/// Bytes as the contract writes them: lower-case hexadecimal.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.reduce(into: "") { text, byte in text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
