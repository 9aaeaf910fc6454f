internal import Yams

/// Parses the one YAML document of a configuration into values that know their places.
///
/// Tags, anchors, aliases and merge keys are refused: a person who reads the file sees what it says.
struct DocumentReader {
  private let source: SourceText

  private init(source: SourceText) { self.source = source }

  static func read(_ source: SourceText) throws(SettingsError) -> Value {
    let reader = DocumentReader(source: source)
    return try reader.value(of: reader.root())
  }

  private func root() throws(SettingsError) -> Node {
    do {
      // Without rules every scalar is text: a key written yes is the key written "yes".
      let node = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8).singleRoot()
      guard let node, node.scalar?.string != "" else {
        throw SettingsError(
          at: source.place(line: 1, column: 1), "the file is empty", remedy: "configure at least one driver")
      }
      return node
    } catch let error as YamlError {
      throw settingsError(error)
    } catch let error as SettingsError {
      throw error
    } catch {
      throw SettingsError(at: source.place(line: 1, column: 1), "cannot be parsed: \(error)")
    }
  }

  private func value(of node: Node) throws(SettingsError) -> Value {
    let place = place(of: node.mark)
    try refuseMarkup(at: place)
    switch node {
    case .scalar(let scalar):
      return Value(place: place, content: .scalar(scalar.string, isPlain: scalar.style == .plain))
    case .sequence(let sequence):
      var items: [Value] = []
      for item in sequence { items.append(try value(of: item)) }
      return Value(place: place, content: .list(items))
    case .mapping(let mapping):
      var entries: [Value.Entry] = []
      for (key, content) in mapping { entries.append(try entry(key, content)) }
      return Value(place: place, content: .mapping(entries))
    case .alias:
      throw SettingsError(at: place, "an alias is not allowed", remedy: "write the value out")
    }
  }

  private func entry(_ key: Node, _ content: Node) throws(SettingsError) -> Value.Entry {
    let keyValue = try value(of: key)
    guard case .scalar(let name, let isPlain) = keyValue.content else {
      throw SettingsError(at: keyValue.place, "a key must be a word")
    }
    if name == "<<", isPlain {
      throw SettingsError(at: keyValue.place, "a merge key is not allowed", remedy: "write the values out")
    }
    return Value.Entry(key: name, place: keyValue.place, value: try value(of: content))
  }

  /// A node begins at its tag or anchor, where it has one; nothing else begins with these characters unquoted.
  private func refuseMarkup(at place: SourcePlace) throws(SettingsError) {
    switch source.scalar(at: place) {
    case "!": throw SettingsError(at: place, "a tag is not allowed", remedy: "take it out")
    case "&": throw SettingsError(at: place, "an anchor is not allowed", remedy: "write the value out where it is used")
    default: return
    }
  }

  private func place(of mark: Mark?) -> SourcePlace {
    source.place(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func settingsError(_ error: YamlError) -> SettingsError {
    switch error {
    case .composer(_, let problem, let mark, _) where problem.contains("alias"):
      SettingsError(at: place(of: mark), "an alias is not allowed", remedy: "write the value out")
    case .composer(_, _, let mark, _):
      SettingsError(at: place(of: mark), "a second document begins", remedy: "keep one document in the file")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      SettingsError(at: place(of: mark), "is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      SettingsError(
        at: place(of: context.mark), "the key \(duplicates.first ?? "") is given more than once; this is the first",
        remedy: "keep one of them")
    default:
      SettingsError(at: source.place(line: 1, column: 1), "cannot be parsed")
    }
  }
}
