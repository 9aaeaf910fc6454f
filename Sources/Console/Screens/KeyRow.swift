import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// An object in the list of keys: which driver's, which of its objects, and what it is sorted and searched by. Both texts
/// are made once, when the object arrives: ten thousand are sorted and filtered between two keystrokes.
struct KeyRow: Hashable, Sendable {
  var driver: Int
  var key: Int
  var sortText: String
  var searchText: String
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

  /// Takes a page of a driver's objects into the list, each in its place.
  mutating func take(keys page: Range<Int>, of driver: Int, isFirst: Bool) {
    if isFirst {
      allKeyRows.removeAll { $0.driver == driver }
      keyRows.removeAll { $0.driver == driver }
    }
    let rows = page.map { row(driver: driver, key: $0) }.sorted { $0.sortText < $1.sortText }
    allKeyRows = Self.merged(allKeyRows, rows)
    keyRows = Self.merged(keyRows, rows.filter(passesFilter))
  }

  /// Sorts all objects anew, after the order changed.
  mutating func sortKeys() {
    allKeyRows = allKeyRows.map { row(driver: $0.driver, key: $0.key) }.sorted { $0.sortText < $1.sortText }
    filterKeys()
  }

  /// Filters all objects anew, after the filter changed.
  mutating func filterKeys() { keyRows = allKeyRows.filter(passesFilter) }

  private func passesFilter(_ row: KeyRow) -> Bool {
    let wanted = filters[.keys] ?? ""
    return wanted.isEmpty || row.searchText.contains(wanted.lowercased())
  }

  private func row(driver: Int, key index: Int) -> KeyRow {
    let key = drivers[driver].keys[index]
    let label = key.labelText
    let id = hexadecimal(key.id)
    // The halves of a pair stay together, private before public.
    let pair = "\u{0}\(label)\u{0}\(id)\u{0}\(9 - min(9, key.attributes.number(.CKA_CLASS) ?? 0))"
    let sortText =
      switch keyOrder {
      case .label: pair
      case .type: key.typeWords + pair
      case .driver: drivers[driver].name + pair
      }
    return KeyRow(
      driver: driver, key: index, sortText: sortText, searchText: key.searchText(driver: drivers[driver].name))
  }

  private static func merged(_ a: [KeyRow], _ b: [KeyRow]) -> [KeyRow] {
    guard !a.isEmpty, !b.isEmpty else { return a + b }
    var result: [KeyRow] = []
    result.reserveCapacity(a.count + b.count)
    var (left, right) = (a[...], b[...])
    while let first = left.first, let second = right.first {
      if second.sortText < first.sortText {
        result.append(second)
        right.removeFirst()
      } else {
        result.append(first)
        left.removeFirst()
      }
    }
    return result + left + right
  }

  func key(at row: KeyRow) -> KeyObject { drivers[row.driver].keys[row.key] }

  /// The scopes for which a key is the default.
  func scopes(of key: KeyObject) -> [Scope] {
    (overview?.defaults ?? []).filter { row in
      row.key.label == key.label && row.key.id == key.id && row.key.token == key.token
        && key.objectClass == .CKO_SECRET_KEY
    }.map(\.scope)
  }

  /// How many secrets are under a key, as far as its names tell.
  func secrets(under key: KeyObject) -> Int {
    (overview?.dependents ?? []).reduce(0) { $0 + ($1.hang(on: key) ? $1.secrets : 0) }
  }

  /// What hangs on a key, a line each.
  func hangingWords(on key: KeyObject) -> [String] {
    let secrets = secrets(under: key)
    return scopes(of: key).map { "★ default of \($0)" }
      + (secrets == 0 ? [] : ["protects \(secrets) secret\(secrets == 1 ? "" : "s")"])
  }
}

extension KeyObject {
  func matches(_ text: String, driver: String) -> Bool { searchText(driver: driver).contains(text.lowercased()) }

  /// All that a filter looks at, in lower case.
  func searchText(driver: String) -> String {
    [labelText, typeWords, classWords, hexadecimal(id), driver].joined(separator: "\n").lowercased()
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
