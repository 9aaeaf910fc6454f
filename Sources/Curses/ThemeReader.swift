internal import Yams

/// Reads a theme's YAML and knows where everything in it stands.
struct ThemeReader {
  let name: String
  private var palette: [String: Colour] = [:]

  init(name: String) { self.name = name }

  mutating func styles(of yaml: String) throws(ThemeError) -> [Role: Style] {
    let root = try compose(yaml)
    let sections = try mapping(root, "a theme with `palette` and `roles`")
    try refuseUnknownKeys(sections, allowed: ["palette", "roles"])
    if let node = sections["palette"] {
      for (key, value) in try mapping(node, "names of colours") {
        palette[try word(key)] = try colour(value)
      }
    }
    guard let roles = sections["roles"] else { throw error(root, "`roles` is missing") }
    var styles: [Role: Style] = [:]
    for (key, value) in try mapping(roles, "roles and their looks") {
      let text = try word(key)
      guard let role = Role(rawValue: text) else {
        let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
        throw error(key, "there is no role \"\(text)\"; roles are \(known)")
      }
      styles[role] = try style(value)
    }
    if let missing = Role.allCases.first(where: { styles[$0] == nil })?.rawValue {
      throw error(roles, "the role \"\(missing)\" has no look; `\(missing): {}` is the terminal's own")
    }
    return styles
  }

  private func compose(_ yaml: String) throws(ThemeError) -> Node {
    do {
      guard let root = try Yams.compose(yaml: yaml) else { throw YamlError.no }
      return root
    } catch let failure as YamlError {
      throw error(failure)
    } catch {
      throw ThemeError(name: name, line: 1, column: 1, message: "\(error)")
    }
  }

  private func style(_ node: Node) throws(ThemeError) -> Style {
    let parts = try mapping(node, "a look, such as {foreground: red, attributes: [bold]}")
    try refuseUnknownKeys(parts, allowed: ["foreground", "background", "attributes"])
    var style = Style()
    if let node = parts["foreground"] { style.foreground = try colour(node) }
    if let node = parts["background"] { style.background = try colour(node) }
    guard let attributes = parts["attributes"] else { return style }
    guard let list = attributes.sequence else { throw error(attributes, "expected a list of attributes") }
    for node in list {
      let text = try word(node)
      guard let attribute = Style.Attributes.names[text] else {
        let known = Style.Attributes.names.keys.sorted().joined(separator: ", ")
        throw error(node, "there is no attribute \"\(text)\"; attributes are \(known)")
      }
      style.attributes.insert(attribute)
    }
    return style
  }

  /// A colour of the palette, `#rrggbb`, the name of an ANSI colour, or nil for `default`.
  private func colour(_ node: Node) throws(ThemeError) -> Colour? {
    let text = try word(node)
    if text == "default" { return nil }
    if let colour = palette[text] ?? Colour(text) { return colour }
    throw error(node, "there is no colour \"\(text)\"; write \"#rrggbb\", an ANSI colour or one of the palette")
  }

  private func mapping(_ node: Node, _ expected: String) throws(ThemeError) -> Node.Mapping {
    guard let mapping = node.mapping else { throw error(node, "expected \(expected)") }
    return mapping
  }

  private func word(_ node: Node) throws(ThemeError) -> String {
    guard let text = node.scalar?.string, !text.isEmpty else { throw error(node, "expected a word") }
    return text
  }

  private func refuseUnknownKeys(_ mapping: Node.Mapping, allowed: [String]) throws(ThemeError) {
    for (key, _) in mapping {
      let text = try word(key)
      guard allowed.contains(text) else {
        throw error(key, "there is no key \"\(text)\" here; keys are \(allowed.joined(separator: ", "))")
      }
    }
  }

  private func error(_ node: Node, _ message: String) -> ThemeError {
    ThemeError(name: name, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message: message)
  }

  private func error(_ failure: YamlError) -> ThemeError {
    switch failure {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      ThemeError(name: name, line: mark.line, column: mark.column, message: problem)
    case .duplicatedKeysInMapping(let keys, let context):
      ThemeError(
        name: name, line: context.mark.line, column: context.mark.column,
        message: "\(keys.joined(separator: ", ")) is there twice")
    case .no:
      ThemeError(name: name, line: 1, column: 1, message: "the theme is empty")
    default:
      ThemeError(name: name, line: 1, column: 1, message: "\(failure)")
    }
  }
}
