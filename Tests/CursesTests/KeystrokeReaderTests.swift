import Testing

@testable import Curses

struct KeystrokeReaderTests {
  private func read(_ texts: String...) -> [Keystroke] {
    var reader = KeystrokeReader()
    var result: [Keystroke] = []
    for text in texts {
      for scalar in text.unicodeScalars {
        if let keystroke = reader.take(.character(scalar)) { result.append(keystroke) }
      }
      if let keystroke = reader.finish() { result.append(keystroke) }
    }
    return result
  }

  @Test func `characters and control keys are themselves`() {
    #expect(read("a鍵\r\t\u{7F}\u{0C}") == [.character("a"), .character("鍵"), .enter, .tab, .backspace, .control("l")])
  }

  @Test func `Esc is a key by itself and Alt before a character`() {
    #expect(read("\u{1B}") == [.escape])
    #expect(read("\u{1B}", "x") == [.escape, .character("x")])
    #expect(read("\u{1B}x") == [.alt("x")])
    #expect(read("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(read("\u{1B}[") == [.alt("[")])
  }

  @Test func `a sequence that nobody knows does nothing`() {
    #expect(read("\u{1B}[1;5Dq") == [.character("q")])
    #expect(read("\u{1B}[99~q") == [.character("q")])
    #expect(read("\u{1B}[1;", "5Dq") == [.character("q")])
    #expect(read("\u{1B}]11;rgb:0/0/0\u{07}q") == [.character("q")])
    #expect(read("\u{1B}P1$r\u{1B}\\q") == [.character("q")])
  }

  @Test func `cursor keys are known in both of their forms`() {
    #expect(read("\u{1B}[A\u{1B}OB\u{1B}[H") == [.up, .down, .home])
  }

  @Test func `a paste is one keystroke, whatever stands in it`() {
    var reader = KeystrokeReader()
    #expect(reader.take(.pasteBegins) == nil)
    for scalar in "qx\r\u{1B}[A".unicodeScalars { #expect(reader.take(.character(scalar)) == nil) }
    #expect(reader.finish() == nil)
    #expect(reader.take(.pasteEnds) == .paste("qx\n\u{1B}[A"))
    #expect(reader.take(.character("q")) == .character("q"))
  }
}
