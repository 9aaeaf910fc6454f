import Curses
import Foundation
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

/// What a token calls its keys was written by others. It must neither reach the terminal as more than text, nor push
/// what stands beside it out of line.
struct HostileLabelsTests {
  static let labels: [[UInt8]] =
    [
      "plain", "\u{1B}[31mred\u{1B}[0m", "\u{1B}]52;c;cm0gLXJm\u{07}", "a\nb\r\nc\td", "\u{202E}kek\u{202C}",
      "k\u{200B}e\u{200D}k",
      "nul\u{0}nul", "鍵の鍵の鍵の鍵の鍵の鍵の鍵の鍵の鍵の鍵の鍵の鍵", "👩‍💻🇩🇪👍🏽", "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
      "\u{9B}31m", "\u{7F}",
      "\u{2066}isolate\u{2069}", "\u{FEFF}bom", "\u{AD}soft", "\u{E0041}tag", "", " ", "\u{2028}line",
    ].map { Array($0.utf8) } + [
      [0xFF, 0xFE, 0x41, 0xC3], [UInt8](repeating: 0x78, count: 1000), [UInt8](repeating: 0x1B, count: 1000),
      (0..<250).flatMap { _ in Array("鍵😀".utf8) }.prefix(1000).map { $0 },
    ]
  static let keys = labels.enumerated().map { Sample.key($0.element, handle: UInt($0.offset + 1)) }

  private func expectPlain(_ frame: Frame, _ what: String) {
    for row in 0..<frame.height {
      var columns = 0
      for column in 0..<frame.width {
        let cell = frame[row, column]
        for scalar in cell.character.unicodeScalars {
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            Issue.record("\(what): U+\(String(scalar.value, radix: 16)) in row \(row), column \(column)")
          default: break
          }
        }
        if !cell.isContinuation { columns += ScreenText.width(cell.character) }
      }
      #expect(columns == frame.width, "\(what): row \(row) is \(columns) columns wide")
    }
  }

  /// Where a text begins, in columns of the screen.
  private func column(of text: String, in line: String) -> Int? {
    line.range(of: text).map { ScreenText.width(of: String(line[..<$0.lowerBound])) }
  }

  @Test(arguments: [60, 80, 100, 200])
  func `columns stay straight in the list of keys, and nothing but text is drawn`(width: Int) throws {
    var desk = Desk.ready(keys: Self.keys, width: width, height: 40)
    desk.press(.character("3"))
    expectPlain(desk.frame, "Keys")
    let starts = desk.lines.filter { $0.contains("AES-256") }.map { column(of: "AES-256", in: $0) }
    #expect(starts.count == Self.keys.count)
    #expect(Set(starts).count == 1, "\(starts)")
  }

  @Test(arguments: [60, 80, 200])
  func `columns stay straight in the picker`(width: Int) throws {
    var desk = Desk.ready(keys: Self.keys, width: width, height: 40)
    desk.press(.character("4"), .enter)
    expectPlain(desk.frame, "picker")
    let starts = desk.lines.filter { $0.contains("AES-256") }.map { column(of: "AES-256", in: $0) }
    #expect(starts.count == Self.keys.count)
    #expect(Set(starts).count == 1, "\(starts)")
  }

  @Test func `no label does harm in dialogs, notices, confirmations and questions`() {
    for key in Self.keys {
      var desk = Desk.ready(keys: [key], defaults: [Sample.set(.global, key)])
      desk.press(.character("3"), .enter)
      expectPlain(desk.frame, "key dialog")
      desk.press(.escape, .character("y"))
      expectPlain(desk.frame, "copied")
      desk.arm()
      desk.press(.character("d"))
      expectPlain(desk.frame, "scopes")
      desk.press(.enter)
      desk.report(.preview(Sample.preview(.global, key)))
      expectPlain(desk.frame, "confirmation")
      desk.press(.character("y"))
      desk.succeed(.setDefaultKey(scope: .global, key: key))
      expectPlain(desk.frame, "notice")
      desk.press(.character("4"))
      expectPlain(desk.frame, "Defaults")
      desk.press(.character("e"))
      expectPlain(desk.frame, "explain")
    }
  }

  @Test func `token labels and failures are drawn as text, too`() {
    for label in Self.labels {
      let text = String(decoding: label, as: UTF8.self)
      var desk = Desk()
      desk.report(.status(Sample.status("demo", .needsLogin, isLoggedIn: false, token: text)))
      desk.report(.slots(driver: "demo", [Sample.slot(token: text)]))
      expectPlain(desk.frame, "Status")
      desk.press(.character("2"))
      expectPlain(desk.frame, "Tokens")
      desk.press(.character("l"))
      expectPlain(desk.frame, "PIN dialog")
      desk.fail(.login(driver: "demo", finalTry: false), "token \(text) refused the login", cause: text)
      expectPlain(desk.frame, "refusal")
      desk.leavePIN()
      desk.press(.character("!"))
      expectPlain(desk.frame, "details")
    }
  }

  @Test func `labels that differ only in what cannot be seen look different`() {
    var desk = Desk.ready(keys: [Sample.key("kek", handle: 1), Sample.key("k\u{200B}ek", handle: 2)])
    desk.press(.character("3"))
    #expect(desk.shows("k\u{FFFD}ek"))
  }
}
