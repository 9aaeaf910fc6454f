import Curses
import Testing

struct FrameTests {
  @Test func `text stands where it was written`() {
    var frame = Frame(width: 12, height: 3)
    let next = frame.write("keys", row: 1, column: 2, role: .title)
    frame.write("!", row: 1, column: next, role: .bad)
    #expect(frame.lines == ["", "  keys!", ""])
    #expect(frame.role(row: 1, column: 2) == .title)
    #expect(frame.role(row: 1, column: 6) == .bad)
    #expect(frame.role(row: 1, column: 7) == .text)
    #expect(frame.role(row: 3, column: 0) == nil)
  }

  @Test func `a field aligns its text and clears what was there`() {
    var frame = Frame(width: 12, height: 3)
    for row in 0..<3 { frame.write("xxxxxxxxxxxx", row: row, column: 0) }
    frame.write("ab", row: 0, column: 1, width: 6, role: .selection)
    frame.write("ab", row: 1, column: 1, width: 6, role: .selection, alignment: .trailing)
    frame.write("ab", row: 2, column: 1, width: 6, role: .selection, alignment: .center)
    #expect(frame.lines == ["xab    xxxxx", "x    abxxxxx", "x  ab  xxxxx"])
    #expect((0..<12).filter { frame.role(row: 0, column: $0) == .selection } == [1, 2, 3, 4, 5, 6])
  }

  @Test(arguments: [
    (8, "payments"), (7, "paymen…"), (2, "p…"), (1, "…"), (0, ""),
  ])
  func `a text that does not fit says so`(width: Int, shown: String) {
    var frame = Frame(width: 20, height: 1)
    frame.write("payments", row: 0, column: 0, width: width)
    #expect(frame.text(row: 0) == shown)
  }

  @Test(arguments: [(6, "鍵鍵鍵"), (5, "鍵鍵…"), (4, "鍵…"), (3, "鍵…"), (2, "…"), (1, "…")])
  func `a wide character is never cut in two`(width: Int, shown: String) {
    var frame = Frame(width: 20, height: 1)
    frame.write("鍵鍵鍵", row: 0, column: 0, width: width)
    #expect(frame.text(row: 0) == shown)
    #expect(frame[0, width].isContinuation == false)
  }

  @Test func `the frame's edge clips as well`() {
    var frame = Frame(width: 5, height: 1)
    frame.write("payments", row: 0, column: 2)
    #expect(frame.text(row: 0) == "  pa…")
    frame.write("abc", row: 0, column: 2)
    #expect(frame.text(row: 0) == "  abc")
  }

  @Test func `writing over half of a wide character removes the other half`() {
    var frame = Frame(width: 6, height: 2)
    frame.write("鍵鍵鍵", row: 0, column: 0)
    frame.write("ab", row: 0, column: 1)
    #expect(frame.text(row: 0) == " ab 鍵")
    #expect(frame.cells.filter(\.isContinuation).count == 1)
    frame.write("鍵鍵鍵", row: 1, column: 0)
    frame.fill(row: 1, column: 1, width: 2, role: .muted)
    #expect(frame.text(row: 1) == "    鍵")
  }

  @Test func `what lies outside is left out and no error`() {
    var frame = Frame(width: 4, height: 2)
    frame.write("abcdef", row: 0, column: -2)
    frame.write("never", row: 2, column: 0)
    frame.write("never", row: -1, column: 0)
    frame.write("never", row: 0, column: 4)
    frame.fill(row: 1, column: -3, width: 100, role: .footer)
    frame.box(row: -1, column: -1, width: 100, height: 100)
    #expect(frame.role(row: 1, column: 3) != nil)
    var nothing = Frame(width: 0, height: 0)
    nothing.write("never", row: 0, column: 0)
    nothing.box(row: 0, column: 0, width: 10, height: 10, title: "x")
    #expect(nothing.lines == [])
  }

  @Test func `a text that begins left of the frame shows its rest`() {
    var frame = Frame(width: 4, height: 1)
    frame.write("abcdef", row: 0, column: -2)
    #expect(frame.text(row: 0) == "cdef")
  }

  @Test func `a box has an empty inside and a title`() {
    var frame = Frame(width: 14, height: 4)
    for row in 0..<4 { frame.write("..............", row: row, column: 0) }
    frame.box(row: 0, column: 1, width: 12, height: 4, title: "Log in")
    #expect(
      frame.lines == [
        ".┌ Log in ──┐.",
        ".│          │.",
        ".│          │.",
        ".└──────────┘.",
      ])
    #expect(frame.role(row: 0, column: 4) == .title)
    #expect(frame.role(row: 0, column: 1) == .border)
  }

  @Test func `hostile text is harmless in a cell`() {
    var frame = Frame(width: 20, height: 1)
    frame.write("a\u{1B}[2J\u{202E}b", row: 0, column: 0)
    #expect(frame.text(row: 0) == "a�[2J�b")
  }

  @Test func `a mark changes the role and not the text`() {
    var frame = Frame(width: 6, height: 1)
    frame.write("鍵 ok", row: 0, column: 0, role: .good)
    frame.mark(row: 0, column: 0, width: 6, role: .selection)
    #expect(frame.text(row: 0) == "鍵 ok")
    #expect((0..<6).allSatisfy { frame.role(row: 0, column: $0) == .selection })
  }
}
