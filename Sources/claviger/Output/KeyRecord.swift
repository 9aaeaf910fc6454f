import Console
import Cryptoki
import HSM
import KeyStoreAPI

/// An object as `keys list` and `keys show` print it.
struct KeyRecord: Sendable {
  let key: KeyObject
  /// Names this object, as far as its token's and its own fields do.
  private(set) var uri: String
  /// CKA_CHECK_VALUE, or what was encrypted to stand in for it; only where it was asked for, or had in the listing.
  private(set) var checkValue: [UInt8]?
  private(set) var fingerprint: [UInt8]?
  private(set) var dependents: [KeyDependents]
  /// What tells it from others of the same URI, which then have it too.
  private var distinction: [UInt8]?
  /// What was read beyond the listing.
  private(set) var all: ObjectAttributes?

  init(_ key: KeyObject, dependents: [KeyDependents] = []) {
    self.key = key
    self.dependents = dependents
    fingerprint = dependents.first?.fingerprint
    uri = key.uri
    checkValue = key.attributes.bytes(.CKA_CHECK_VALUE).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The objects that a name or a list is about, each told from others of its name.
  ///
  /// - Parameter dependents: what hangs on keys, as the store tells it.
  static func list(
    on connection: Connection, needsLogin: Bool = true, dependents: [KeyDependents] = [],
    where isWanted: (KeyRecord) -> Bool = { _ in true }
  ) throws -> [KeyRecord] {
    var records = try connection.listObjects(needsLogin: needsLogin, keepsUnreadable: true).map { KeyRecord($0) }
    let ambiguous = Dictionary(grouping: records.indices) { records[$0].uri }.values.filter { $0.count > 1 }
    for group in ambiguous {
      for index in group where needsLogin || records[index].checkValue != nil {
        records[index].distinction = try connection.distinction(of: records[index].key)
      }
      let distinctions = group.compactMap { records[$0].distinction }
      guard Set(distinctions).count == group.count, var uri = try? PKCS11URI(records[group[0]].uri) else { continue }
      for index in group {
        uri.checkValue = records[index].distinction
        records[index].uri = uri.description
      }
    }
    let shared = Set(ambiguous.joined())
    let byLabel = Dictionary(grouping: dependents, by: \.label)
    for index in records.indices {
      let key = records[index].key
      let hanging = byLabel[key.label, default: []].filter { $0.hang(on: key) }
      guard !hanging.isEmpty else { continue }
      // Of several keys of one name only the fingerprint tells which one is meant.
      if shared.contains(index) || hanging.count > 1 {
        if needsLogin { records[index].fingerprint = try KeyStore.fingerprint(of: key, on: connection) }
        let known = records[index].fingerprint
        records[index].dependents = known == nil ? [] : hanging.filter { $0.hang(on: key, fingerprint: known) }
      } else {
        records[index].dependents = hanging
        records[index].fingerprint = hanging.first?.fingerprint
      }
    }
    return records.filter(isWanted)
  }

  /// The same with what only the key itself can make: fingerprint and check value.
  func fingerprinted(on connection: Connection) throws -> KeyRecord {
    var record = self
    record.fingerprint = try fingerprint ?? KeyStore.fingerprint(of: key, on: connection)
    record.checkValue = try checkValue ?? connection.checkValue(of: key)
    return record
  }

  /// The same with every attribute.
  func readingAll(on connection: Connection) throws -> KeyRecord {
    var record = self
    record.all = try connection.readAllAttributes(of: key)
    return record
  }

  /// Whether a URI's `x-kcv` means this object.
  func hasCheckValue(_ wanted: [UInt8]) -> Bool { distinction == wanted || checkValue == wanted }

  var className: String { key.objectClass?.name ?? "" }
  var scopes: [Scope] { dependents.flatMap(\.scopes) }
  var protects: Int { dependents.reduce(0) { $0 + $1.secrets } }

  /// The certificate that it is; only where all attributes were read.
  private var certificate: CertificateSummary? { key.certificate(all) }

  private var warnings: [String] {
    key.warnings(today: KeyStore.today) + [certificate?.warning(today: KeyStore.today)].compactMap(\.self)
  }

  /// Columns of a table of keys.
  static let headings = ["LABEL", "TYPE", "CLASS", "ID", "DRIVER", "DEFAULT FOR", "PROTECTS", "WARNINGS"]

  var cells: [String] {
    [
      key.labelText, key.typeWords, className, hexadecimal(key.id), key.driver,
      scopes.map(\.description).joined(separator: ", "), protects == 0 ? "" : "\(protects)",
      warnings.joined(separator: "; "),
    ]
  }

  var json: JSONValue {
    .object([
      ("uri", .string(uri)), ("driver", .string(key.driver)), ("token", .string(key.token.label)),
      ("class", .optional(key.objectClass?.name)), ("keyType", .optional(key.keyType?.name)),
      ("label", .string(key.labelText)), ("id", .string(hexadecimal(key.id))),
      ("size", .count(key.bits.map { UInt($0) })),
      ("attributes", .object((all ?? key.attributes).entries.map { ($0.type.name, Self.json($0)) })),
      ("checkValue", .optional(checkValue.map { hexadecimal($0) })),
      ("fingerprint", .optional(fingerprint.map { hexadecimal($0) })),
      ("defaultFor", .array(scopes.map(JSONValue.scope))), ("protects", .integer(UInt64(protects))),
      ("warnings", .strings(warnings)),
      (
        "certificate",
        certificate.map { certificate in
          .object([
            ("subject", .string(certificate.subject)), ("issuer", .string(certificate.issuer)),
            ("notBefore", .string(certificate.start.description)), ("notAfter", .string(certificate.end.description)),
          ])
        } ?? .null
      ),
    ])
  }

  private static func json(_ entry: ObjectAttributes.Entry) -> JSONValue {
    guard case .value(let value) = entry.reading else { return .null }
    return json(value, entry.type)
  }

  private static func json(_ value: AttributeValue, _ type: AttributeType) -> JSONValue {
    switch value {
    case .bool(let value): return .bool(value)
    // ~0 is CK_UNAVAILABLE_INFORMATION.
    case .number(let number): return number == UInt.max ? .null : .integer(UInt64(number))
    case .template(let template): return .object(template.attributes.map { ($0.type.name, json($0.value, $0.type)) })
    case .bytes(let bytes):
      switch type.kind {
      case .text: return .string(String(decoding: bytes, as: UTF8.self))
      case .mechanismList:
        return .strings(AttributeValue.numbers(in: bytes).map { MechanismType(rawValue: $0).name })
      case .date: return CKDate(bytes: bytes).map { .string($0.description) } ?? .null
      default: return .string(hexadecimal(bytes))
      }
    }
  }

  /// The object for people: what it is, what hangs on it, then every attribute.
  var description: String {
    var table = TextTable([key.typeWords, PlainText.safe(key.labelText)])
    table.add(["URI", uri])
    if let fingerprint { table.add(["FINGERPRINT", hexadecimal(fingerprint)]) }
    if let checkValue { table.add(["CHECK VALUE", hexadecimal(checkValue)]) }
    if !scopes.isEmpty { table.add(["DEFAULT FOR", scopes.map(\.description).joined(separator: ", ")]) }
    if protects > 0 { table.add(["PROTECTS", "\(protects) secret\(protects == 1 ? "" : "s")"]) }
    if let certificate {
      table.add(["SUBJECT", certificate.subject])
      table.add(["ISSUER", certificate.issuer])
      table.add(["VALID", "\(certificate.start) to \(certificate.end)"])
    }
    for warning in warnings { table.add(["WARNING", warning]) }
    for entry in (all ?? key.attributes).entries where entry.reading != .absent {
      table.add([entry.type.name, entry.reading.shown(as: entry.type)])
    }
    return table.text + "\n"
  }
}
