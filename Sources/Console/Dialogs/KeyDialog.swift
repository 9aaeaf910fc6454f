public import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model

/// One object with every attribute that its token tells, in the standard's names and in words.
struct KeyDialog: Sendable, Hashable {
  var key: KeyObject
  var attributes: ObjectAttributes?
  var failure: Failure?
  var cursor = ListCursor()

  init(key: KeyObject) { self.key = key }

  func lines(_ state: State) -> [(String, Role)] {
    var lines = [(key.typeWords + ", " + key.classWords, Role.heading)]
    lines += wrapped(key.uri, width: state.largeBoxWidth).map { ($0, .muted) }
    if let failure { lines.append((failure.message, .bad)) }
    lines += state.hangingWords(on: key).map { ($0, .good) }
    lines += key.warnings(today: KeyStore.today).map { ("! " + $0, .warning) }
    if let certificate = key.certificate(attributes) {
      lines += [
        ("subject " + ScreenText.safe(certificate.subject), .text),
        ("issuer  " + ScreenText.safe(certificate.issuer), .text),
        ("valid   \(certificate.start) to \(certificate.end)", .text),
      ]
      if let warning = certificate.warning(today: KeyStore.today) { lines.append(("! " + warning, .warning)) }
    }
    guard let attributes else { return lines + [("reading attributes…", .muted)] }
    lines.append(("", .text))
    for entry in attributes.entries where entry.reading != .absent {
      lines.append((attributeLine(entry.type, entry.reading.shown(as: entry.type)), entry.reading.role))
    }
    return lines
  }
}

extension AttributeReading {
  var role: Role {
    switch self {
    case .value, .absent: .text
    case .sensitive: .muted
    case .failed: .warning
    }
  }

  /// What was read, as people read it; harmless on a screen.
  public func shown(as type: AttributeType) -> String {
    switch self {
    case .absent: return "–"
    case .sensitive: return "(kept by the token)"
    case .failed(let code): return "(cannot be read: \(code.name))"
    case .value(let value): return ScreenText.safe(value.words(as: type))
    }
  }
}

extension State {
  func draw(_ dialog: KeyDialog, into frame: inout Frame) {
    let area = drawLargeBox(dialog.key.shownLabel, into: &frame)
    drawLines(dialog.lines(self), into: &frame, area, cursor: dialog.cursor)
  }
}
