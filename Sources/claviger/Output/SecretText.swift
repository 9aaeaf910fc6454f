import Console
import Curses

/// A secret as a person may look at it: printable text as it is, anything else as hexadecimal digits.
struct SecretText {
  let line: String

  init(_ bytes: UnsafeRawBufferPointer) {
    let text = String(validating: bytes, as: UTF8.self)
    if let text, PlainText.safe(text.filter { $0 != "\n" }) == text.filter({ $0 != "\n" }) {
      line = text.hasSuffix("\n") ? text : text + "\n"
    } else {
      line = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n"
    }
  }

  /// Writes it into a picture, as far as the place reaches.
  func write(into frame: inout Frame, _ place: RevealPlace) {
    guard place.width > 0 else { return }
    let rows = line.split(separator: "\n", omittingEmptySubsequences: false).dropLast().flatMap { text in
      let characters = Array(text)
      return stride(from: 0, to: max(1, characters.count), by: place.width).map {
        String(characters[min($0, characters.count)..<min($0 + place.width, characters.count)])
      }
    }
    for (index, row) in rows.prefix(place.height).enumerated() {
      frame.write(row, row: place.row + index, column: place.column, width: place.width, role: .text)
    }
    if rows.count > place.height, place.height > 0 {
      frame.write(
        "… \(rows.count - place.height + 1) lines more: `claviger secrets get` writes all",
        row: place.row + place.height - 1,
        column: place.column, width: place.width, role: .warning)
    }
  }
}
