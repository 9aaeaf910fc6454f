import Foundation
import HSM
import KeyStoreAPI

extension Invocation {
  func showDefaults(_ rows: [DefaultKey], _ drivers: [DriverConfiguration], details: [Scope: String]) {
    if options.json {
      streams.print(JSONValue.array(rows.map { JSONValue.defaultKey($0, drivers) }).text + "\n")
      return
    }
    var table = TextTable(["SCOPE", "KEY", "TOKEN", "CHECKED", "AT", "DETAIL"])
    for row in rows {
      table.add([
        row.scope.description, String(decoding: row.key.label, as: UTF8.self), row.key.token.label,
        row.checked.result.rawValue, JSONValue.timeText(row.checked.at),
        details[row.scope] ?? (row.seal == .unconfirmed ? "does not bear the store's seal" : ""),
      ])
    }
    streams.print(table.text)
  }

  func showResolution(_ resolution: Resolution, _ drivers: [DriverConfiguration]) {
    if options.json {
      let chain = resolution.chain.map { link in
        JSONValue.object([
          ("scope", .scope(link.scope)),
          ("key", .reference(link.key, driver: link.key?.driverName(among: drivers))),
        ])
      }
      let document = JSONValue.object([
        ("type", .string(resolution.type)), ("policy", .string(resolution.policy.description)),
        ("key", .reference(resolution.key, driver: resolution.key?.driverName(among: drivers))),
        ("source", resolution.source.map(JSONValue.scope) ?? .null), ("chain", .array(chain)),
      ])
      streams.print(document.text + "\n")
      return
    }
    var table = TextTable(["", "SCOPE", "KEY"])
    for link in resolution.chain {
      let isSource = link.scope == resolution.source
      table.add([
        isSource ? "→" : "", link.scope.description,
        link.key.map { String(decoding: $0.label, as: UTF8.self) } ?? "-",
      ])
    }
    streams.print(table.text)
  }
}

extension KeyReference {
  /// The configured driver whose token this is.
  func driverName(among drivers: [DriverConfiguration]) -> String? {
    drivers.first { $0.token.fits(token) }?.name
  }
}

extension JSONValue {
  static func defaultKey(_ row: DefaultKey, _ drivers: [DriverConfiguration]) -> JSONValue {
    .object([
      ("scope", scope(row.scope)), ("key", reference(row.key, driver: row.key.driverName(among: drivers))),
      (
        "checked",
        .object([("result", .string(row.checked.result.rawValue)), ("at", time(row.checked.at))])
      ),
      ("seal", row.seal == .notConfigured ? .null : .string(row.seal.rawValue)),
    ])
  }

  /// A time as tables print it.
  static func timeText(_ date: Date?) -> String {
    guard case .string(let text) = time(date) else { return "" }
    return text
  }
}
