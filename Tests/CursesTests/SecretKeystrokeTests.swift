import Testing

@testable import Curses

struct SecretKeystrokeTests {
  private func read(_ text: String) -> [SecretKeystroke] {
    var reader = SecretKeystrokeReader()
    return text.utf8.compactMap { reader.take($0) } + [reader.finish()].compactMap { $0 }
  }

  @Test func `a secret comes byte by byte`() {
    #expect(read("1ä\r") == [.byte(0x31), .byte(0xC3), .byte(0xA4), .enter])
  }

  @Test func `it can be mended, cleared and given up`() {
    #expect(read("1\u{7F}\u{08}\u{15}") == [.byte(0x31), .backspace, .backspace, .clear])
    #expect(read("1\u{1B}") == [.byte(0x31), .escape])
    #expect(read("\u{03}") == [.escape])
  }

  @Test func `cursor keys leave nothing behind`() {
    #expect(read("\u{1B}[A1\u{1B}OB2\u{1B}[1;5C3\u{1B}[15~4") == "1234".utf8.map { .byte($0) })
  }

  @Test func `a paste counts as typed, without its line end`() {
    #expect(read("\u{1B}[200~12\n34\r\n\u{1B}[201~") == "1234".utf8.map { .byte($0) })
    #expect(read("\u{1B}[200~12\u{1B}[201~\r") == [.byte(0x31), .byte(0x32), .enter])
  }
}
