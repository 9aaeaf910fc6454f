/// One key as a person pressed it.
public enum Keystroke: Sendable, Hashable {
  case character(Character)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete
  case function(Int)
  /// A lower-case letter, or one of `space [ \ ] ^ _`, with Ctrl held. Ctrl-M, Ctrl-I and Ctrl-[ are ``enter``, ``tab``
  /// and ``escape``: terminals do not tell them apart.
  case control(Character)
  case alt(Character)
  /// Text that was pasted, control characters included.
  case paste(String)

  public static let space = Keystroke.character(" ")
}

extension Keystroke {
  private static let names: [(name: String, keystroke: Keystroke)] = [
    ("space", .space), ("enter", .enter), ("esc", .escape), ("tab", .tab), ("shift-tab", .backTab),
    ("backspace", .backspace), ("delete", .delete), ("up", .up), ("down", .down), ("left", .left), ("right", .right),
    ("pgup", .pageUp), ("pgdn", .pageDown), ("home", .home), ("end", .end),
  ]

  private static let otherNames: [String: Keystroke] = [
    "return": .enter, "escape": .escape, "backtab": .backTab, "del": .delete, "pageup": .pageUp, "pagedown": .pageDown,
    "pgdown": .pageDown,
  ]

  /// Reads a key as it is written in a configuration: one character, `ctrl-x`, `alt-x`, `f5`, `space`, `enter`, `pgup` …
  public init?(name: String) {
    guard ScreenText.safe(name) == name else { return nil }
    if name.count == 1, let character = name.first, character != " " {
      self = .character(character)
      return
    }
    let lowercased = name.lowercased()
    if let named = Self.names.first(where: { $0.name == lowercased })?.keystroke ?? Self.otherNames[lowercased] {
      self = named
    } else if lowercased.hasPrefix("ctrl-") {
      let held = lowercased.dropFirst(5)
      guard let character = held == "space" ? " " : held.first, held.count == 1 || held == "space",
        let scalar = character.unicodeScalars.first?.value, character == " " || (0x5B...0x7A).contains(scalar),
        scalar != 0x60
      else { return nil }
      self = Keystroke(controlCode: scalar & 0x1F)
    } else if lowercased.hasPrefix("alt-") {
      let held = name.dropFirst(4)
      guard let character = held.lowercased() == "space" ? " " : held.first, held.count == 1 || held.count == 5,
        held.count == 1 || character == " "
      else { return nil }
      self = .alt(character)
    } else if lowercased.hasPrefix("f"), let number = Int(lowercased.dropFirst()), (1...63).contains(number),
      lowercased == "f\(number)"
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The key as a configuration and a help text write it.
  public var name: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .function(let number): "f\(number)"
    case .control(" "): "ctrl-space"
    case .control(let character): "ctrl-\(character)"
    case .alt(" "): "alt-space"
    case .alt(let character): "alt-\(character)"
    case .paste: "paste"
    default: Self.names.first { $0.keystroke == self }?.name ?? ""
    }
  }

  /// The key behind one of the 32 control codes.
  init(controlCode code: UInt32) {
    switch code {
    case 0: self = .control(" ")
    case 0x08: self = .backspace
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x1B: self = .escape
    case 0x01...0x1A: self = .control(Character(Unicode.Scalar(UInt8(code + 0x60))))
    default: self = .control(Character(Unicode.Scalar(UInt8(code + 0x40))))
    }
  }
}

/// A keystroke is written as its name; what was pasted stands behind `paste:`.
extension Keystroke: Codable {
  private static let pastePrefix = "paste:"

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    if text.hasPrefix(Self.pastePrefix) {
      self = .paste(String(text.dropFirst(Self.pastePrefix.count)))
    } else if let keystroke = Keystroke(name: text) {
      self = keystroke
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is no key")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if case .paste(let text) = self {
      try container.encode(Self.pastePrefix + text)
    } else {
      try container.encode(name)
    }
  }
}
