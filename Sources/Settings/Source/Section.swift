/// A mapping of the configuration whose keys are known.
struct Section {
  let place: SourcePlace
  private let entries: [Value.Entry]

  init(_ value: Value, keys: [String]) throws(SettingsError) {
    place = value.place
    entries = try value.entries()
    for entry in entries where !keys.contains(entry.key) {
      throw SettingsError(
        at: entry.place, "the key \(entry.key) is not known here", remedy: "known here: \(keys.joined(separator: ", "))"
      )
    }
  }

  subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }

  func required(_ key: String) throws(SettingsError) -> Value {
    guard let value = self[key] else { throw SettingsError(at: place, "the key \(key) is missing") }
    return value
  }

  /// Where a key's value stands; the section itself where the key is left out.
  func place(of key: String) -> SourcePlace { self[key]?.place ?? place }

  func duration(_ key: String, or standard: Duration) throws(SettingsError) -> Duration {
    try self[key]?.duration() ?? standard
  }
}
