/// A value of the configuration, and where it stands.
struct Value {
  struct Entry {
    let key: String
    let place: SourcePlace
    let value: Value
  }

  indirect enum Content {
    /// Unquoted where it is plain.
    case scalar(String, isPlain: Bool)
    case list([Value])
    case mapping([Entry])
  }

  let place: SourcePlace
  let content: Content

  /// Text on one line; what is written does not matter, only that something is.
  func text() throws(SettingsError) -> String {
    let text = try anyText()
    guard !text.isEmpty else { throw SettingsError(at: place, "has no value") }
    return text
  }

  /// Text that may be empty, where it is quoted.
  func anyText() throws(SettingsError) -> String {
    guard case .scalar(let text, let isPlain) = content else { throw wrongKind("text") }
    guard !isPlain || !["", "~", "null"].contains(text) else { throw SettingsError(at: place, "has no value") }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw SettingsError(at: place, "must be one line of text")
    }
    return text
  }

  func choice<Choice>(of choices: KeyValuePairs<String, Choice>) throws(SettingsError) -> Choice {
    let text = try text()
    guard let found = choices.first(where: { $0.key == text }) else {
      throw SettingsError(
        at: place, "\(text) is not known here", remedy: "use \(choices.map(\.key).joined(separator: " or "))")
    }
    return found.value
  }

  func flag() throws(SettingsError) -> Bool {
    guard case .scalar(let text, isPlain: true) = content, ["yes", "no", "true", "false"].contains(text) else {
      throw SettingsError(at: place, "must be yes or no")
    }
    return text == "yes" || text == "true"
  }

  func count() throws(SettingsError) -> Int {
    guard case .scalar(let text, isPlain: true) = content, let count = Int(text), count >= 1 else {
      throw SettingsError(at: place, "must be a whole number, at least 1")
    }
    return count
  }

  func list(of what: String) throws(SettingsError) -> [Value] {
    guard case .list(let items) = content else { throw wrongKind("a list of \(what)") }
    return items
  }

  private func wrongKind(_ expected: String) -> SettingsError {
    let found =
      switch content {
      case .scalar: "text"
      case .list: "a list"
      case .mapping: "a mapping"
      }
    return SettingsError(at: place, "must be \(expected), not \(found)")
  }

  /// The entries of a mapping whose keys are for the caller to judge.
  func entries() throws(SettingsError) -> [Entry] {
    guard case .mapping(let entries) = content else { throw wrongKind("a mapping") }
    return entries
  }
}
