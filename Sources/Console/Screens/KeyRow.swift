import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// An object in the list of keys: which driver's, which of its objects.
struct KeyRow: Hashable, Sendable {
  var driver: Int
  var key: Int
}

/// What the list of keys is sorted by; each press of `sort` takes the next.
enum KeyOrder: String, CaseIterable, Sendable {
  case label, type, driver

  var next: KeyOrder {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}

extension State {
  /// The object under the cursor of the list of keys.
  var selectedKey: KeyObject? {
    let index = cursors[.keys]?.index ?? 0
    return keyRows.indices.contains(index) ? key(at: keyRows[index]) : nil
  }

  /// Puts the cursor on an object, wherever a listing moved it; on a reconnected token its handle is another.
  mutating func followKey(_ wanted: KeyObject) -> Bool {
    func place(_ isWanted: (KeyObject) -> Bool) -> Int? { keyRows.firstIndex { isWanted(key(at: $0)) } }
    guard
      let row = place({ $0 == wanted })
        ?? place({ $0.driver == wanted.driver && $0.label == wanted.label && $0.uri == wanted.uri })
    else { return false }
    var cursor = cursors[.keys] ?? ListCursor()
    cursor.place(at: row, count: keyRows.count, visible: visibleRows)
    cursors[.keys] = cursor
    return true
  }

  /// Sorts and filters the objects of all drivers anew.
  mutating func arrangeKeys() {
    let wanted = filters[.keys]?.lowercased() ?? ""
    var rows: [KeyRow] = []
    for (driver, view) in drivers.enumerated() {
      for key in view.keys.indices where wanted.isEmpty || view.keys[key].matches(wanted, driver: view.name) {
        rows.append(KeyRow(driver: driver, key: key))
      }
    }
    switch keyOrder {
    case .driver: break
    case .label: rows = sorted(rows) { $0.labelText }
    case .type: rows = sorted(rows) { $0.typeWords + "\u{0}" + $0.labelText }
    }
    keyRows = rows
  }

  /// Sorts by a text that is made once a key; the halves of a pair stay together, private before public.
  private func sorted(_ rows: [KeyRow], by text: (KeyObject) -> String) -> [KeyRow] {
    rows.map { row in
      let key = key(at: row)
      return (row, text(key), hexadecimal(key.id), key.attributes.number(.CKA_CLASS) ?? 0)
    }.sorted { ($0.1, $0.2, $1.3, $0.0.key) < ($1.1, $1.2, $0.3, $1.0.key) }.map(\.0)
  }

  func key(at row: KeyRow) -> KeyObject { drivers[row.driver].keys[row.key] }

  /// The scopes for which a key is the default.
  func scopes(of key: KeyObject) -> [Scope] {
    (overview?.defaults ?? []).filter { row in
      row.key.label == key.label && row.key.id == key.id && row.key.token == TokenIdentity(key.token)
        && key.objectClass == .CKO_SECRET_KEY
    }.map(\.scope)
  }
}

extension KeyObject {
  func matches(_ text: String, driver: String) -> Bool {
    labelText.lowercased().contains(text) || typeWords.lowercased().contains(text) || driver.contains(text)
      || classWords.contains(text) || hexadecimal(id).contains(text)
  }

  var classWords: String {
    switch objectClass {
    case .CKO_SECRET_KEY: "secret"
    case .CKO_PUBLIC_KEY: "public"
    case .CKO_PRIVATE_KEY: "private"
    case .CKO_CERTIFICATE: "cert"
    case .CKO_DATA: "data"
    default: objectClass?.name ?? "?"
    }
  }

  /// The label as a list shows it; an absent one says so.
  var shownLabel: String { label.isEmpty ? "(no label)" : ScreenText.safe(label) }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.reduce(into: "") { text, byte in
    let digits = String(byte, radix: 16)
    text += digits.count == 1 ? "0" + digits : digits
  }
}
