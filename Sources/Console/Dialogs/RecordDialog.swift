import Cryptoki
import Curses
import FoundationEssentials
import HSM
import KeyStoreAPI

/// One row of a list with all that is known of it.
struct RecordDialog: Sendable, Hashable {
  let title: String
  let fields: [(name: String, value: String)]
  var cursor = ListCursor()

  init(_ secret: Secret) {
    title = "Secret"
    fields = [
      ("secret", secret.path.description), ("type", secret.type),
      ("key", String(decoding: secret.key.label, as: UTF8.self)), ("token", secret.key.token.label),
      ("fingerprint", hexadecimal(secret.key.fingerprint)),
      ("key is", secret.named ? "named with the secret: it stays when defaults change" : "the default at that time"),
      ("bytes", "\(secret.size)"), ("revision", "\(secret.revision)"), ("put", moment(secret.createdAt) + " UTC"),
      ("protected", moment(secret.protectedAt) + " UTC"), ("id", hexadecimal(secret.id)),
    ]
  }

  init(_ event: AuditEvent) {
    title = "Audit entry \(event.sequence)"
    fields = [
      ("time", moment(event.at) + " UTC"), ("who", event.who), ("action", event.action), ("target", event.target),
      ("from", event.from ?? ""), ("to", event.to ?? ""), ("result", event.result), ("reason", event.reason ?? ""),
    ].filter { !$0.1.isEmpty }
  }

  static func == (left: RecordDialog, right: RecordDialog) -> Bool {
    left.title == right.title && left.cursor == right.cursor && left.fields.elementsEqual(right.fields, by: ==)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(title) }

  func lines(width: Int) -> [(String, Role)] {
    let column = (fields.map(\.name.count).max() ?? 0) + 2
    return fields.flatMap { name, value in
      wrapped(ScreenText.safe(value), width: max(10, width - column)).enumerated().map { index, part in
        ((index == 0 ? name : "").padded(to: column) + part, Role.text)
      }
    }
  }
}

extension State {
  func draw(_ record: RecordDialog, into frame: inout Frame) {
    let area = drawLargeBox(record.title, into: &frame)
    drawLines(record.lines(width: area.width), into: &frame, area, cursor: record.cursor)
  }
}
