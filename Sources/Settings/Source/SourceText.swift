/// The configuration file's text, with what stands at which line and column.
///
/// Lines end where YAML ends them; a byte order mark at the beginning is dropped.
struct SourceText {
  let file: String
  private(set) var text = ""
  private var lines: [[Unicode.Scalar]] = [[]]

  /// Decodes UTF-8 and refuses what YAML cannot hold, so that the parser meets no such byte.
  init(file: String, bytes: some Sequence<UInt8>) throws(SettingsError) {
    self.file = file
    var decoder = UTF8()
    var input = bytes.makeIterator()
    var previous: Unicode.Scalar = " "
    reading: while true {
      switch decoder.decode(&input) {
      case .emptyInput: break reading
      case .error:
        throw SettingsError(at: end, "is not UTF-8", remedy: "save the file as UTF-8")
      case .scalarValue("\u{FEFF}") where text.isEmpty: continue
      case .scalarValue(let scalar):
        guard Self.isAllowed(scalar) else {
          throw SettingsError(at: end, "a control character (code \(scalar.value))", remedy: "take it out")
        }
        text.unicodeScalars.append(scalar)
        append(scalar, after: previous)
        previous = scalar
      }
    }
  }

  func scalar(at place: SourcePlace) -> Unicode.Scalar? {
    guard lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1]
    return line.indices.contains(place.column - 1) ? line[place.column - 1] : nil
  }

  func place(line: Int, column: Int) -> SourcePlace { SourcePlace(file: file, line: line, column: column) }

  private var end: SourcePlace { place(line: lines.count, column: lines[lines.count - 1].count + 1) }

  private mutating func append(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar) {
    switch scalar {
    case "\n" where previous == "\r": return
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
    default: lines[lines.count - 1].append(scalar)
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85, 0x20...0x7E, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...: true
    default: false
    }
  }
}
