import Console
import Cryptoki
import HSM
import KeyStoreAPI

/// An object as `keys list` and `keys show` print it.
struct KeyRecord: Sendable {
  let key: KeyObject
  /// CKA_CHECK_VALUE, where the token has one.
  let checkValue: [UInt8]?
  /// What was read beyond the dozen of the listing.
  var all: ObjectAttributes?
  /// Names this object, as far as its token's and its own fields do.
  private(set) var uri: String

  init(key: KeyObject, checkValue: [UInt8]?) {
    self.key = key
    self.checkValue = checkValue
    uri = key.uri
  }

  /// The objects that a name or a list is about, each with its check value.
  static func list(
    on connection: Connection, needsLogin: Bool, where isWanted: (KeyRecord) -> Bool = { _ in true }
  ) throws -> [KeyRecord] {
    let keys = try connection.listObjects(needsLogin: needsLogin)
    let checkValues = try connection.checkValues(of: keys, needsLogin: needsLogin)
    let records = zip(keys, checkValues).map { KeyRecord(key: $0, checkValue: $1) }
    return withUniqueURIs(records).filter(isWanted)
  }

  /// The records, those of one URI told apart by their check values where all of them have different ones.
  private static func withUniqueURIs(_ records: [KeyRecord]) -> [KeyRecord] {
    let groups = Dictionary(grouping: records, by: \.key.uri)
    return records.map { record in
      let group = groups[record.key.uri] ?? []
      let checkValues = group.compactMap(\.checkValue)
      guard group.count > 1, Set(checkValues).count == group.count, var uri = try? PKCS11URI(record.key.uri) else {
        return record
      }
      uri.checkValue = record.checkValue
      var record = record
      record.uri = uri.description
      return record
    }
  }

  var className: String { key.objectClass?.name ?? "" }

  /// The defaults that are this key, as far as token, label and id tell.
  private func references(_ defaults: [DefaultKey]) -> [DefaultKey] {
    guard key.objectClass == .CKO_SECRET_KEY else { return [] }
    return defaults.filter { row in
      row.key.label == key.label && row.key.id == key.id && row.key.token == TokenIdentity(key.token)
    }
  }

  func scopes(_ defaults: [DefaultKey]) -> [Scope] { references(defaults).map(\.scope) }

  func json(_ defaults: [DefaultKey]) -> JSONValue {
    let attributes = (all ?? key.attributes).entries
    let references = references(defaults)
    return .object([
      ("uri", .string(uri)), ("driver", .string(key.driver)), ("token", .string(key.token.label)),
      ("class", .optional(key.objectClass?.name)), ("keyType", .optional(key.keyType?.name)),
      ("label", .string(key.labelText)), ("id", .string(hexadecimal(key.id))),
      ("size", .count(key.bits.map { UInt($0) })),
      ("attributes", .object(attributes.map { ($0.type.name, Self.json($0)) })),
      ("checkValue", .optional(checkValue.map { hexadecimal($0) })),
      ("fingerprint", .optional(references.first.map { hexadecimal($0.key.cryptogram.fingerprint) })),
      ("defaultFor", .array(references.map { JSONValue.scope($0.scope) })), ("protects", .integer(0)),
      ("warnings", .strings(key.warnings(today: KeyStore.today))),
    ])
  }

  private static func json(_ entry: ObjectAttributes.Entry) -> JSONValue {
    switch entry.reading {
    case .absent, .sensitive, .failed: return .null
    case .value(.bool(let value)): return .bool(value)
    // ~0 is CK_UNAVAILABLE_INFORMATION.
    case .value(.number(let number)): return number == UInt.max ? .null : .integer(UInt64(number))
    case .value(.bytes(let bytes)):
      switch entry.type.kind {
      case .text: return .string(String(decoding: bytes, as: UTF8.self))
      case .mechanismList:
        return .strings(
          bytes.withUnsafeBytes { bytes in
            stride(from: 0, through: bytes.count - 8, by: 8).map {
              MechanismType(rawValue: bytes.loadUnaligned(fromByteOffset: $0, as: UInt.self)).name
            }
          })
      case .date: return CKDate(bytes: bytes).map { .string($0.description) } ?? .null
      default: return .string(hexadecimal(bytes))
      }
    }
  }

  /// The object for people: what it is, then every attribute.
  var description: String {
    var table = TextTable([key.typeWords, PlainText.safe(key.labelText)])
    table.add(["URI", uri])
    for warning in key.warnings(today: KeyStore.today) { table.add(["WARNING", warning]) }
    for entry in (all ?? key.attributes).entries where entry.reading != .absent {
      table.add([entry.type.name, entry.reading.shown(as: entry.type)])
    }
    return table.text + "\n"
  }
}

extension Connection {
  /// Reads CKA_CHECK_VALUE of the objects that may have one; nil for the others.
  fileprivate func checkValues(of keys: [KeyObject], needsLogin: Bool) throws(HSMError) -> [[UInt8]?] {
    try withSession(needsLogin: needsLogin, couldNot: "the check values of \(driver.name) could not be read") {
      (session) throws(CryptokiError) in
      let reader = AttributeReader([.CKA_CHECK_VALUE])
      return keys.map { key in
        guard key.objectClass == .CKO_SECRET_KEY || key.objectClass == .CKO_CERTIFICATE,
          key.generation == generation,
          // An object that is gone meanwhile, or does not say, has none.
          let value = try? reader.read(ObjectHandle(rawValue: key.handle), in: session).bytes(.CKA_CHECK_VALUE),
          !value.isEmpty
        else { return nil }
        return value
      }
    }
  }
}

/// Bytes as documents write them: lower-case hexadecimal.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.reduce(into: "") { text, byte in text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
